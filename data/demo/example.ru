# Пример для осмотра: неделя продавца. Дни считаются от сегодня (0), время местное.
# org    ключ | название | телефоны | почта | метки | откуда | адрес | заметка
# person ключ | имя | роль @ ключ организации | телефоны | почта | метки | откуда | родился | заметка
# contact ключ | день время | вид | направление | исход | длина | текст
# event  ключ или - | день время | длина или день | вид или - | что | где | текст | ещё: done, alarm=10m, rule=…, tentative
# task   ключ или - | день время | вид или - | что | ещё: alarm, done, rule=…, snoozed=2
org vector | ООО «Вектор» | +7 495 222-40-40 | info@vector.example | опт, Москва | выставка, март | Москва, Тверская 7, этаж 3 | Платят в срок, договор годовой.
org romashka | ООО «Ромашка» | +7 495 640-18-18 | buh@romashka.example | розница | сайт | Москва, Садовая 4 |
org sever | ООО «Север» | +7 812 309-55-20 | sales@sever.example | опт, Петербург | рекомендация | Санкт-Петербург, Садовая 21 | Возят сами.
org vostok | АО «Восток» | +7 843 210-77-00 | zakaz@vostok.example | регионы | выставка, март | Казань, ул. Баумана 12 |
org zenit | ООО «Зенит» | +7 495 788-02-14 | zenit@zenit.example | розница | сайт | Москва, Мира 40 |
org list | ООО «Лист» | +7 495 901-33-90 | list@list.example | новый | реклама | Химки, Складской пр. 2 |
org mayak | ЗАО «Маяк» | +7 495 225-90-31 доб. 12 | zakaz@mayak.example | опт | старая база | Тверь, Советская 8 |
org volga | ООО «Волга» | +7 843 210-00-41 | volga@volga.example | регионы | рекомендация | Самара, Московское ш. 16 |
org textil | ООО «Ивановский текстиль» | +7 493 230-11-22 | zakaz@textil.example | опт, регионы | выставка, март | Иваново, Фабричная 3 |
org ivanushkin | ИП Иванушкин А. А. | +7 910 440-12-70 | | розница | звонок | |
org lavrov | ИП Лавров | +7 985 331-20-08 | lavrov@lavrov.example | | рекомендация | Москва, Складочная 1 |
org kaskad | ООО «Каскад» | +7 495 137-46-60 | info@kaskad.example | новый | сайт | Москва, Лесная 12 |
person ivanov | Иванов Игорь Петрович | директор @ vector | +7 916 123-45-67 моб.; +7 495 222-40-41 раб. | igor@vector.example | опт, Москва | выставка, март | 1973-05-12 | Решение принимает жена.
person ivanovskaya | Ивановская Елена | закупщик @ textil | +7 920 350-41-16 моб. | elena@textil.example | регионы | выставка, март | |
person ivankov | Иваньков Степан | | +7 903 118-60-45 моб. | | розница | сайт | |
person divanov | Диванов Пётр | | +7 926 700-31-14 моб. | divanov@home.example | розница | рекомендация | --11-03 |
person selivanova | Селиванова Ольга | бухгалтер @ romashka | +7 905 512-88-21 моб. | olga@romashka.example | | сайт | |
person polivanov | Поливанов Кирилл | | +7 977 404-15-05 моб. | | | реклама | | Взял паузу до осени.
person sidorova | Сидорова Анна Викторовна | коммерческий директор @ vostok | +7 903 555-12-12 моб.; +7 903 555-12-13 склад | sidorova@vostok.example | регионы | выставка, март | 1981-02-20 | Звонить по московскому времени.
person kravtsova | Кравцова Нина Олеговна | менеджер @ list | +7 903 771-20-15 моб. | nina@list.example | новый | реклама | |
person zhukov | Жуков Артём | | +7 916 480-33-02 моб. | | | звонок | |
person guseva | Гусева Марина | | +7 985 240-61-19 моб. | guseva@mail.example | розница | сайт | |
person orlova | Орлова Ксения Андреевна | закупщик @ zenit | +7 925 310-44-18 моб. | orlova@zenit.example | розница | сайт | |
person baikov | Байков Роман | | +7 909 633-80-24 моб. | | | рекомендация | |
person antonov | Антонов Павел Романович | | +7 916 209-77-31 моб. | antonov@post.example | опт | старая база | |
person kim | Ким Ольга | агент @ vector | +7 926 515-03-30 моб. | kim@vector.example | Москва | рекомендация | @1 |
person pavlov | Павлов Дмитрий | директор @ volga | +7 917 222-60-11 моб. | pavlov@volga.example | регионы | рекомендация | |
person sergeev | Сергеев Николай | кладовщик @ sever | +7 911 340-90-08 моб. | | | звонок | @3 |
person lebedev | Лебедев Олег Сергеевич | | +7 912 338-60-14 моб. | lebedev@lebedev.example | розница | выставка, март | |
person zhukova | Жукова Инна Львовна | закупщик @ mayak | +7 912 555-01-88 моб. | zhukova@mayak.example | опт | старая база | |
person fomin | Фомин Павел | менеджер @ volga | +7 917 640-25-72 моб. | | регионы | рекомендация | |
person melnikov | Мельников Андрей Игоревич | начальник отдела @ sever | +7 921 905-14-40 моб. | melnikov@sever.example | опт, Петербург | рекомендация | |
person tarasova | Тарасова Юлия | маркетолог @ kaskad | +7 915 077-48-96 моб. | tarasova@kaskad.example | новый | сайт | |
person gromov | Громов Виктор | | +7 968 411-20-63 моб. | | розница | соцсети | |
person ershova | Ершова Наталья Павловна | главный бухгалтер @ lavrov | +7 985 331-20-09 моб. | ershova@lavrov.example | | рекомендация | |
person nikitin | Никитин Сергей | | +7 903 280-55-17 моб. | nikitin@post.example | розница | сайт | |
person belova | Белова Татьяна Юрьевна | | +7 916 850-61-02 моб. | belova@post.example | Москва | реклама | |
person grachev | Грачёв Максим | закупщик @ romashka | +7 925 093-37-44 моб. | | розница | звонок | |
person dmitrieva | Дмитриева Светлана | | +7 977 620-11-85 моб. | dmitrieva@home.example | | соцсети | |
person osipov | Осипов Георгий Ильич | инженер @ vostok | +7 917 888-02-36 моб. | osipov@vostok.example | регионы | выставка, март | |

contact ivanov | -26 12:10 | call | out | reached | 6m | Первый звонок после выставки. Интересует складская программа.
contact ivanov | -21 15:30 | mail | out | | | Отправили прайс.
contact ivanov | -9 11:00 | meeting | out | | 1h | Показали каталог, взял образцы.
contact ivanov | -1 16:40 | call | in | reached | 8m | Просит скидку 5 %. Решение принимает жена. Прислать проект договора до четверга, позвонить в 10.
contact sidorova | -14 11:20 | call | out | no-answer | |
contact sidorova | -6 15:10 | mail | out | | | Отправили КП.
contact sidorova | -3 10:40 | call | in | reached | 4m | Просила точную дату доставки; без неё не подпишет.
contact kim | -15 14:00 | meeting | out | | 40m | Подобрали три варианта.
contact kim | -2 12:25 | call | out | reached | 5m | Документы будут в четверг.
contact kravtsova | 0 09:10 | call | out | reached | 7m | Ждёт КП на осенний ассортимент.
contact vector | 0 09:35 | chat | in | | | Прислали реквизиты.
contact zhukov | 0 09:25 | call | out | no-answer | |
contact zhukov | -7 10:15 | call | out | reached | 3m | Просил перезвонить после отпуска.
contact guseva | -6 13:05 | call | out | reached | 5m | Думает, обсудит дома.
contact orlova | -5 11:45 | mail | in | | | Спросила про остатки и прайс.
contact baikov | -3 16:20 | call | in | reached | 2m | Оставил заявку, состав уточнит.
contact antonov | -12 10:00 | call | out | reached | 9m | Сверили прошлогодний заказ.
contact polivanov | -122 12:00 | call | out | refused | 4m | Отказался, выбрал другого.
contact pavlov | -2 09:50 | call | out | reached | 11m | Доволен отгрузкой, готов дать рекомендацию.
contact ivanovskaya | -3 14:30 | call | out | reached | 6m | Просит КП к пятнице.
contact ivankov | -5 17:10 | call | in | reached | 5m | Сравнивает с другим поставщиком.
contact ivanushkin | -12 12:40 | call | out | busy | |
contact textil | -1 10:05 | mail | in | | | Прислали заявку на склад.
contact divanov | -61 15:00 | meeting | out | | 30m | Забрал заказ, всё подошло.
contact selivanova | -8 13:20 | call | out | reached | 3m | Спрашивала про отсрочку.
contact lavrov | -5 12:15 | call | out | reached | 6m | Договор кончается в конце месяца.
contact melnikov | -3 11:30 | call | out | reached | 12m | Согласовали акт, подписание в пятницу.
contact melnikov | -9 10:20 | mail | out | | | Отправили проект акта.
contact lebedev | -3 15:40 | chat | in | | | Прислал фото витрины.
contact zhukova | -3 12:50 | call | out | reached | 4m | Нужен счёт на доставку.
contact fomin | -1 13:15 | chat | out | | | Сверили адрес склада.
contact tarasova | -3 17:30 | mail | out | | | Ответили про сроки печати.
contact kaskad | -3 13:05 | mail | out | | | Отправили прайс и условия.
contact gromov | -1 15:25 | call | in | reached | 3m | Хочет образец.
contact ershova | -1 11:50 | call | out | reached | 5m | Сверили акты за квартал.
contact nikitin | -2 16:15 | call | out | left-message | |
contact belova | -3 09:35 | call | out | reached | 6m | Заинтересовалась доставкой.
contact grachev | -1 17:45 | chat | in | | | Спрашивает о наличии.
contact dmitrieva | -2 14:10 | call | in | reached | 4m | Уточняла размеры.
contact osipov | -1 12:30 | mail | in | | | Прислал чертёж.
contact sergeev | -2 10:30 | call | out | reached | 2m | Подтвердил приёмку в 10.
contact romashka | -2 17:20 | mail | out | | | Выставлен счёт № 118.

event - | 0 09:00 | 30m | - | Планёрка | | | done
event ivanov | 0 10:00 | 15m | call | звонок | | Проект договора; просит скидку 5 %. | alarm=10m
event - | 0 11:30 | 1h | - | Показ: Лесная 12, кв. 8 | Лесная 12 | С агентом Петровой. |
event vector | 0 14:00 | 1h | meeting | Встреча, ООО «Вектор» | Тверская 7, этаж 3 | Вместе с Ким О. |
event - | 0 16:15 | 30m | - | Созвон с юристом | | |
event sever | 1 10:00 | 45m | meeting | Подписание, «Север» | | |
event - | -3 10:00 | 30m | - | Планёрка | | | done
event sever | -3 14:00 | 1h | meeting | ООО «Север» | Складской пр. 2 | | done
event lavrov | -1 11:00 | 1h | meeting | Лавров | | | done
event - | -1 13:00 | 1h | - | Обед | | | done
event ivanov | -1 16:40 | 20m | call | Иванов, звонок | | | done
event - | 4 | day | - | Отчёт за месяц | | |
event - | 5 09:00 | 3h | - | Выезд: склад, Химки | Химки, Складской пр. 2 | |
event vector | 6 | day | - | «Вектор»: ждём решения | | |
event lavrov | 7 | day | - | Лавров: кончается договор | | |
event kim | -17 15:00 | 1h | meeting | Ким: варианты | | | done
event vector | -17 10:00 | 1h | meeting | «Вектор»: знакомство | | | done
event - | -13 16:00 | 30m | - | Созвон с юристом | | | done
event ivanov | -8 12:00 | 1h | meeting | Иванов: каталог | | | done
event orlova | -10 10:00 | 30m | call | Орлова К. | | | done

task sidorova | -1 15:00 | call | перезвонить про доставку в Казань | alarm
task romashka | -2 12:00 | - | счёт № 118 | alarm
task vector | 0 10:30 | mail | отправить КП | alarm
task kim | 0 17:00 | - | документы | alarm
task sever | 1 10:00 | - | взять оригинал акта | alarm
task - | 4 09:00 | - | отчёт за месяц | alarm, rule=FREQ=MONTHLY
task pavlov | 5 09:00 | call | рекомендация | alarm, snoozed=2
task lavrov | 7 11:00 | - | продление договора | alarm
task divanov | 23 12:00 | call | допродажа | alarm
task kravtsova | 6 11:00 | mail | КП |
task zhukov | 1 09:30 | call | попытка 2 |
task ivanovskaya | 1 12:00 | mail | КП |
task ivankov | 4 11:00 | call | звонок |
task textil | 1 15:00 | - | собрать заявку |
task selivanova | 6 13:00 | meeting | встреча |
task sergeev | 1 16:00 | call | подтвердить приёмку |
task melnikov | 5 10:30 | - | закрывающие документы |
task lebedev | 4 12:00 | call | обсудить витрину |
task zhukova | 4 15:00 | mail | счёт на доставку |
task fomin | 6 10:00 | call | сроки отгрузки |
task tarasova | 5 16:00 | mail | макет |
task gromov | 8 11:30 | - | отправить образец |
task ershova | 7 12:30 | - | акты за месяц |
task nikitin | 4 10:00 | call | перезвонить |
task belova | 6 15:30 | call | стоимость доставки |
task grachev | 4 16:30 | call | наличие |
task dmitrieva | 8 14:00 | call | размеры |
task osipov | 5 13:30 | mail | ответ по чертежу |
task list | 8 10:00 | meeting | показать коллекцию |
task kaskad | 7 15:00 | meeting | знакомство |
task vostok | 9 11:00 | - | договор на год |
task volga | 10 12:00 | - | график отгрузок |
task vector | | - | Собрать КП «Вектор» |
task - | | - | Прайс для Орловой |
task - | | - | Заказать визитки | done
