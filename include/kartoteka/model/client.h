/* SPDX-License-Identifier: MIT */
/* A client: a person or an organization; its channels (phones, mails, addresses, messengers, sites), its memberships and tags. */
#ifndef KARTOTEKA_MODEL_CLIENT_H
#define KARTOTEKA_MODEL_CLIENT_H

#include "kartoteka/model/kind.h"

typedef enum ClientType {
	CLIENT_PERSON,
	CLIENT_ORGANIZATION,
} ClientType; /* field kind: "person", "organization" */
typedef enum Gender {
	GENDER_UNKNOWN,
	GENDER_MALE,
	GENDER_FEMALE,
} Gender;
typedef enum Tone {
	TONE_UNSET,
	TONE_FORMAL,
	TONE_INFORMAL,
} Tone; /* на вы, на ты */

typedef struct Client {
	Record head;
	Choice kind;                     /* ClientType */
	Text surname, given, patronymic; /* of a person */
	Choice gender;
	Text address_form; /* "Игорь Петрович": what one says on the phone */
	Choice tone;
	Birth born;
	Text name;       /* of an organization, without legal form and outer quotes */
	Text legal_form; /* ООО, АО, Ltd … */
	Text source;     /* where the client came from */
	Id owner;        /* staff */
	Note note;
	Instant made_at;
	/* derived from the record */
	Text title;     /* "Иванов Игорь Петрович", "ООО «Вектор»" */
	Text title_key; /* fold_order of what it sorts by (the form and quotes play no part) */
	/* derived from other rows, kept by work */
	Text phone;            /* first phone as shown in lists: home country's code left out */
	Text organization;     /* title of the first employer */
	Text organization_key; /* and what it sorts by */
	Instant last_contact;  /* INSTANT_NONE: never; attempts do not count */
	Count attempts;        /* since the last contact */
	Text next_kind;        /* "task" or "event"; NULL: no next step */
	Id next_id;
	Instant next_at; /* when it calls: where it was put off that moment, else its due one; INSTANT_NONE for a step without a moment */
	Flag next_all_day;
	Text next_text;
} Client;

typedef enum ChannelType {
	CHANNEL_PHONE,
	CHANNEL_EMAIL,
	CHANNEL_MESSENGER,
	CHANNEL_ADDRESS,
	CHANNEL_SITE,
} ChannelType;

/* One way to reach a client; child of client. */
typedef struct Channel {
	Record head;
	Id client;
	Choice type;    /* ChannelType: "phone", "email", "messenger", "address", "site" */
	Text value;     /* as typed */
	Text extension; /* of a phone */
	Text label;     /* "mobile", "work", "склад" … free */
	Count place;    /* order among the client's channels of a type; from 0 */
	Text key;       /* derived: E.164 of a phone, folded mail; what it is matched by. NULL: could not be read (shown flagged) */
} Channel;

/* Who works where, in what role; child of the person. */
typedef struct Membership {
	Record head;
	Id person, organization; /* clients */
	Text role;
	Count place;
} Membership;

typedef struct Tagging {
	Record head;
	Id client, tag;
} Tagging;

/* Every legal form as a search has it (fold_search), each with a line end behind it: adds to out. */
void name_legal_forms(Str *out);
/* Order and shown forms of names (habits.md): adds to out. */
void client_title(Str *out, const Client *client);
void client_short_title(Str *out, const Client *client); /* Иванов И. П.; «Вектор» */
/* Where only the title is known: a person's surname, given name and patronymic are shortened, an organization's name stands as it is. */
void client_called(Str *out, const char *title, bool organization);
/* Splits what a person typed: "Иванов Игорь Петрович", "ООО «Вектор»", "Вектор, ООО", "Ivanov, Igor", "Igor Ivanov" when surname is not first and
 * patronymic tells. Sets kind unless `kind` is given (-1: guess), names, legal form, gender and form of address when they can be told. A title goes into the form
 * of address ("Dr. Braun"), a suffix stays with the surname ("Meier Jr."). */
void client_read_name(Client *out, const char *typed, int kind, Arena *arena);
/* The form of address that the names say, "Игорь Петрович"; NULL when they say none. */
const char *client_called_by(const Client *client, Arena *arena);
/* Where the form of address of `old` was such a guess, or a title and the surname, it follows the names of `client`; one that was set by hand stays. */
void client_called_anew(const Client *old, Client *client, Arena *arena);
Gender client_guess_gender(const char *surname, const char *given, const char *patronymic);
/* Words of a name in any case form match: "Иванову", "Петровой", "Ким". Both folded with fold_word; true when `said` may be a case form of `name`. */
bool name_matches(const char *said, const char *name);
/* Words, each with a blank behind it, of which `said` may be a case form and is not the same: "Иванову" may be of Иванов or Иванова. One folded word. */
void name_nominatives(Str *out, const char *said);
/* "с Ивановым": what stands behind the preposition, "" when nothing does; the text itself when it begins with none. Folded. */
const char *name_behind_preposition(const char *said);
/* "Dr. Braun": what stands behind the titles; the text itself when it begins with none. */
const char *name_behind_title(const char *typed);

/* The country whose code is left out in lists and put before numbers that have none, unless the caller says another. */
#define PHONE_HOME_CODE "7"

/* Phones (habits.md): one typed text may hold several. Returns how many were read into out[]; each: E.164, extension, and as typed. */
typedef struct Phone {
	char e164[20]; /* "" when it cannot be read */
	char extension[12];
	const char *typed; /* span of the input */
	size_t typed_len;
	size_t mark, mark_end; /* where in it the extension is said, "доб. 12"; equal when it is not */
} Phone;
size_t phone_read(Phone out[], size_t room, const char *typed, const char *home_code); /* home_code "7" */
/* As typed, without its extension. */
void phone_number(Str *out, const Phone *phone);
/* An extension stands once: one that is said in the value of a phone goes to its place, unless another is there already. What cannot be read and several in one text stay as typed. */
void channel_part_extension(Channel *channel, const char *home_code, Arena *arena);
/* What else is said beside the one number of a text, "мужу не звонить"; that it is a phone ("тел.") is nothing. Adds to out. */
void phone_words(Str *out, const char *typed);
/* What is wrong with a phone that cannot be read, for under the field ("9 digits, 10 needed"); NULL when it is fine. Caller frees. */
char *phone_fault(const char *typed, const char *home_code);
/* The same of a mail address ("a mail address has an @ in it"); NULL when it may be one. Caller frees. */
char *mail_fault(const char *typed);
/* Ways to reach somebody as people write them: "telegram @petya", "+7 916 111-22-33 whatsapp", "zenit.example", "address Moscow", several parted by commas. Sets type, value
 * as typed and label (the messenger's name, "mobile"); a word for a type with nothing behind it leaves value.s NULL. Returns how many; 0: it cannot be told what it is. */
size_t channels_read(Channel out[], size_t room, const char *typed, const char *home_code, Arena *arena);
void phone_show(Str *out, const char *e164, const char *extension, const char *home_code, bool list); /* +7 916 123-45-67; list: 916 123-45-67 */

#endif
