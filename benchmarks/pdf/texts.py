"""Sentences for the prints: of no article, each with numbers, dates, brackets or names."""

# Per language: its direction, and paragraphs that hold what is easily misread.
TEXTS: dict[str, tuple[str, tuple[str, ...]]] = {
    "en": ("ltr", (
        "The upper lock at Marwick was shut on 14 March 2024 after its gauge (model RX-20) "
        "had shown 3.75 metres, a quarter more than in 2019.",
        "“We counted 1,284 sandbags,” the keeper said; 12.5% of them were wet, and the "
        "office in Fenton paid $4,300 for new ones.",
        "Between 06:30 and 18:45 no ferry crossed, and the well-known landing stage stayed "
        "closed until further notice from the harbour administration.",
    )),
    "de": ("ltr", (
        "Die Schleuse Oberwöhr wurde am 14. März 2024 geschlossen, weil der Pegel (Bauart "
        "RX-20) 3,75 Meter zeigte, ein Viertel mehr als 2019.",
        "„Wir zählten 1.284 Sandsäcke“, sagte die Wärterin; 12,5 % davon waren nass, und die "
        "Straßenbauverwaltung zahlte 4.300 € für neue.",
        "Zwischen 6.30 und 18.45 Uhr fuhr keine Fähre; die Schifffahrtsgenossenschaft "
        "kündigte Überprüfungen der Hochwasserschutzanlagen an.",
    )),
    "fr": ("ltr", (
        "L’écluse de Marvère a été fermée le 14 mars 2024 : l’échelle (modèle RX-20) "
        "indiquait 3,75 mètres, un quart de plus qu’en 2019.",
        "« Nous avons compté 1284 sacs », a déclaré la gardienne ; 12,5 % étaient mouillés, "
        "et la mairie a payé 4300 € où il n’y avait rien de prévu.",
        "Aucun bac n’a traversé entre 6 h 30 et 18 h 45, et l’embarcadère est resté fermé.",
    )),
    "pl": ("ltr", (
        "Śluzę w Górnej Źrebicy zamknięto 14 marca 2024 r., gdy wodowskaz (typ RX-20) "
        "wskazał 3,75 metra, o jedną czwartą więcej niż w 2019 roku.",
        "„Naliczyliśmy 1284 worki” – powiedziała dróżniczka; 12,5% z nich było mokrych, a "
        "urząd zapłacił 4300 zł za nowe, żółte i duże.",
        "Między 6.30 a 18.45 nie kursował żaden prom, a przystań pozostała zamknięta.",
    )),
    "ru": ("ltr", (
        "Шлюз в Верхней Марве закрыли 14 марта 2024 года: водомер (модель RX-20) показал "
        "3,75 метра, на четверть больше, чем в 2019 году.",
        "«Мы насчитали 1284 мешка», — сказала смотрительница; 12,5 % из них были мокрыми, "
        "и управление заплатило 4300 рублей за новые.",
        "С 6:30 до 18:45 паром не ходил, и пристань оставалась закрытой до объявления.",
    )),
    "el": ("ltr", (
        "Ο υδατοφράκτης στη Μάρβη έκλεισε στις 14 Μαρτίου 2024, όταν ο δείκτης (τύπος "
        "RX-20) έδειξε 3,75 μέτρα, ένα τέταρτο πάνω από το 2019.",
        "«Μετρήσαμε 1.284 σάκους», είπε η φύλακας· το 12,5% ήταν βρεγμένο και ο δήμος "
        "πλήρωσε 4.300 € για καινούργιους.",
        "Από τις 6:30 έως τις 18:45 δεν πέρασε κανένα πορθμείο και η αποβάθρα έμεινε "
        "κλειστή.",
    )),
    "ar": ("rtl", (
        "أُغلقت بوابة النهر في بلدة مروة يوم 14 مارس 2024 بعدما أظهر المقياس (RX-20) "
        "ارتفاعا قدره 3.75 متر، أي أكثر بالربع من عام 2019.",
        "وقالت الحارسة: «أحصينا ١٢٨٤ كيسا»، وكان ١٢٫٥٪ منها مبللا، ودفعت البلدية 4,300 "
        "دولار (نحو 45% من الميزانية) لشراء أكياس جديدة.",
        "ولم تعبر أي عبارة بين الساعة 6:30 والساعة 18:45، وذكرت شركة Delta Ferries أن "
        "المرسى سيظل مغلقا حتى 20/3/2024.",
    )),
    "fa": ("rtl", (
        "دریچه رودخانه در مروه روز ۲۴ اسفند ۱۴۰۲ بسته شد، چون سنجه (RX-20) ارتفاع ۳٫۷۵ "
        "متر را نشان داد که یک چهارم بیشتر از سال ۱۳۹۸ بود.",
        "نگهبان گفت: «ما ۱۲۸۴ کیسه شمردیم» و ۱۲٫۵٪ آنها خیس بود. شهرداری ۴۳۰۰ تومان "
        "(حدود ۴۵ درصد بودجه) پرداخت و کیسه‌های تازه می‌خرد.",
        "از ساعت ۶:۳۰ تا ۱۸:۴۵ هیچ قایقی نگذشت و شرکت Delta Ferries گفت اسکله بسته "
        "می‌ماند.",
    )),
    "he": ("rtl", (
        "הסכר ליד מרווה נסגר ב-14 במרץ 2024 לאחר שהמד (RX-20) הראה 3.75 מטרים, רבע יותר "
        "מאשר בשנת 2019.",
        "״ספרנו 1,284 שקים״, אמרה השומרת; 12.5% מהם היו רטובים, והעירייה שילמה 4,300 ₪ "
        "(כ-45% מהתקציב) על שקים חדשים.",
        "בין 6:30 ל-18:45 לא עברה שום מעבורת, וחברת Delta Ferries מסרה שהרציף יישאר סגור "
        "עד 20/3/2024.",
    )),
    "hi": ("ltr", (
        "मरवा का जलद्वार 14 मार्च 2024 को बंद किया गया, जब मापक (RX-20) ने 3.75 मीटर "
        "दिखाया, जो 2019 से एक चौथाई अधिक था।",
        "“हमने 1,284 बोरियाँ गिनीं,” पहरेदार ने कहा; उनमें से 12.5% गीली थीं और कार्यालय ने "
        "नई बोरियों के लिए ४३०० रुपये दिए।",
        "सुबह 6:30 से शाम 18:45 तक कोई नाव पार नहीं हुई और घाट बंद रहा।",
    )),
    "th": ("ltr", (
        "ประตูน้ำที่มาร์วาปิดเมื่อวันที่ 14 มีนาคม 2567 หลังจากมาตรวัด (RX-20) แสดง 3.75 เมตร "
        "มากกว่าปี 2562 หนึ่งในสี่",
        "“เรานับได้ 1,284 กระสอบ” ผู้ดูแลกล่าว ร้อยละ 12.5 เปียก และสำนักงานจ่าย 4,300 บาท "
        "เพื่อซื้อใหม่",
        "ไม่มีเรือข้ามระหว่าง 6:30 ถึง 18:45 น. และท่าเรือยังปิดอยู่",
    )),
    "zh": ("ltr", (
        "2024年3月14日，马尔瓦上游水闸关闭，因为水位计（RX-20）显示3.75米，比2019年高四分之一。",
        "“我们数了1,284个沙袋，”看守人说；其中12.5%是湿的，办事处为新沙袋支付了4,300元。",
        "6:30至18:45之间没有渡船通过，码头一直关闭，直到港务管理局另行通知为止。",
    )),
    "ja": ("ltr", (
        "マルバの水門は2024年3月14日に閉鎖された。水位計（RX-20）が3.75メートルを示し、2019年より"
        "四分の一高かったためである。",
        "「土のうを1,284個数えた」と管理人は語った。12.5％がぬれており、役所は新品に4,300円を"
        "支払った。",
        "6時30分から18時45分まで渡し船は通らず、桟橋は港湾局の通知があるまで閉ざされたままだった。",
    )),
}  # fmt: skip
