"""What an editor puts for what, language by language."""

SWAPS = {
    "en": """said>told reporters,said>stated,says>maintains,according to>as reported by,
        about>roughly,more than>over,because>since,but>yet,however>though,year>twelve
        months,month>four weeks,report>study,company>firm,claim>assertion,meeting>session,
        people>residents,nobody>no one,every>each,first>initial,last>final,big>large,
        old>ageing,wrong>mistaken,believe>think,published>released,found>discovered,
        director>head,spokesman>representative,expected>foreseen,could>might,must>has to,
        will>is going to,would>is likely to,paid>spent,closed>shut,opened>unlocked,
        answer>reply,asked>urged,added>went on,demands>calls for,three>four,two>several,
        town>municipality,again>once more,before>prior to,after>following,only>merely,
        water>supply,letter>note,night>evening,bridge>crossing,law>rule,police>officers""",
    "de": """sagte>erklärte,sagt>meint,teilte>gab,mehr als>über,rund>etwa,jedoch>aber,
        Jahr>Jahrgang,Bericht>Papier,Zahl>Angabe,Stadt>Kommune,weil>da,gefunden>entdeckt,
        geplant>vorgesehen,alten>früheren,nicht>kaum,schon>bereits,ein Drittel>30 Prozent,
        Menschen>Personen,verlangt>fordert,nächste>kommende,zwei>drei,Bäume>Exemplare""",
    "ar": """وقالت>وصرحت,وقال>وصرح,قالت>ذكرت,وأضافت>وتابعت,يوم>نهار,العام>السنة,نحو>حوالي,
        تقرير>بيان,التقرير>البيان,كبير>ضخم,وأكد>وشدد,شهر>خلال شهر,معظمهم>أغلبهم,أقل>أدنى,
        أعلى>أكثر,السوق>البازار,المياه>الماء,ثلاثة>أربعة""",
    "fr": """dit>affirme,affirme>assure,a déclaré>a expliqué,selon>d'après,Selon>D'après,
        plus>davantage,maire>édile,mairie>municipalité,compagnie>société,rapport>document,
        chiffres>nombres,clients>acheteurs,habitants>riverains,demandé>réclamé,fois>reprises,
        montré>présenté,lundi>mardi,tout>absolument tout,encore>toujours,baissé>diminué""",
    "ru": """сообщил>заявил,сообщила>заявила,сказал>отметил,говорит>уверяет,говорят>уверяют,
        утверждает>настаивает,отвечает>возражает,выросло>увеличилось,упало>сократилось,
        мост>переезд,здание>строение,деньги>средства,Управление>Ведомство,весной>в мае,
        жалоб>обращений,дважды>два раза,раньше>прежде,бумаг>документов,пожара>возгорания""",
}
HEDGES = {
    "en": "reportedly|allegedly|it seems|as far as is known|in part|almost certainly|"
    "according to one account|at least for now|, he insisted,|on the whole",
    "de": "offenbar|nach eigenen Angaben|angeblich|zumindest vorerst|wie es heißt|"
    "im Wesentlichen|nach bisherigem Stand",
    "ar": "على ما يبدو|بحسب مصادر|في الغالب|حتى الآن|من حيث المبدأ|كما قيل",
    "fr": "semble-t-il|paraît-il|pour l'instant|selon ses propres termes|en partie|"
    "à ce stade|du moins officiellement",
    "ru": "по-видимому|якобы|по некоторым данным|в целом|по крайней мере пока|"
    "как утверждается|по его собственным словам",
}
AND = {"en": "and", "de": "und", "ar": "كما", "fr": "et", "ru": "и"}
