/* SPDX-License-Identifier: MIT */
/* `demo`: fill the base with made-up clients. */
#include "commands.h"
#include "exchange_commands.h"
#include "kartoteka/work/exchange.h"

Err *run_demo(CommandCall *call)
{
	Work *work = call_context(call);
	Out *out = call_out(call);
	int64_t clients = call_number(call, "clients", 1000);
	TRY(demo_fill(work, clients, (uint64_t)call_number(call, "seed", 1)));
	out_begin(out, NULL, 0);
	out_row(out);
	out_int(out, "clients", clients);
	out_row_end(out);
	TRY(out_end(out));
	if (work->dry_run)
		out_say_count(out, clients, P_("Would make %lld made-up client", "Would make %lld made-up clients", clients), (long long)clients);
	else
		out_say_count(out, clients, P_("%lld made-up client", "%lld made-up clients", clients), (long long)clients);
	return NULL;
}
