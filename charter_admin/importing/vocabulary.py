"""Words that name the columns of cookie tables, in several languages.

Words are written without accents and in small letters. `word*` stands for every word that begins so,
`*word*` for every word that holds it; phrases are matched before words.
"""

from typing import Literal

Role = Literal["name", "provider", "service", "purpose", "duration", "party", "category"]

PHRASES: tuple[tuple[str, Role], ...] = (
    ("responsible party", "provider"), ("belongs to", "provider"), ("setzende stelle", "provider"),
    ("utilise pour", "purpose"), ("utilisee pour", "purpose"), ("verwendet fur", "purpose"), ("usada para", "purpose"),
    ("usado para", "purpose"), ("utilizada para", "purpose"), ("utilizado para", "purpose"), ("usato per", "purpose"),
    ("utilizzato per", "purpose"), ("gebruikt voor", "purpose"), ("uzywane do", "purpose"), ("life span", "duration"),
    ("who sets", "provider"), ("wie plaatst", "provider"), ("wie zet", "provider"),
    ("en provenance de", "provider"),
    ("a partir de", "provider"), ("sous quel delai", "duration"), ("bis wann", "duration"),
    ("tot wanneer", "duration"),
    ("ce que fait", "purpose"), ("ce qu il fait", "purpose"), ("para que", "purpose"), ("per cosa", "purpose"),
    ("what it does", "purpose"), ("what is it for", "purpose"), ("what does it do", "purpose"),
    ("what it is for", "purpose"), ("what does", "purpose"), ("wat doet", "purpose"), ("was macht", "purpose"),
    ("was tut", "purpose"), ("que hace", "purpose"), ("cosa fa", "purpose"), ("que fait", "purpose"),
    ("what it s for", "purpose"), ("what we use it for", "purpose"), ("used for", "purpose"),
    ("a quoi il sert", "purpose"), ("a quoi ca sert", "purpose"), ("a quoi sert", "purpose"), ("sert a", "purpose"),
    ("para que sirve", "purpose"), ("a cosa serve", "purpose"), ("waarvoor", "purpose"), ("wofur", "purpose"),
    ("pour quoi faire", "purpose"), ("why we use", "purpose"),
    ("how long", "duration"), ("combien de temps", "duration"), ("wie lange", "duration"), ("hoe lang", "duration"),
    ("max age", "duration"), ("end of life", "duration"), ("time to live", "duration"), ("date de fin", "duration"),
    ("cuanto dura", "duration"), ("storage period", "duration"), ("storage time", "duration"),
    ("jak dlugo", "duration"), ("do czego sluzy", "purpose"), ("po co", "purpose"), ("kto ustawia", "provider"),
    ("per quanto", "duration"), ("por cuanto", "duration"), ("wer setzt", "provider"), ("quien la", "provider"),
    ("chi lo", "provider"), ("a che serve", "purpose"), ("a cosa servono", "purpose"), ("dient zu", "purpose"),
    ("jusqu a quand", "duration"), ("stored for", "duration"), ("van wie", "provider"), ("de qui", "provider"),
    ("von wem", "provider"),
    ("de quien", "provider"), ("di chi", "provider"), ("whose", "provider"),
)  # fmt: skip

# A title that holds one of each asks for the party: "interne ou tiers", "first/third party".
FIRST_WORDS = """
    first 1st erst* eerste eigen* premier* 1ere 1re propre* propi* propri* intern* prim* own
"""
THIRD_WORDS = "third 3rd dritt* derde* tier* extern* terz* terc* 3e"
# A title of more than one word that ends so names who acts: "déposé par", "set by".
AGENT_WORDS = "par by durch von por door da av przez"

AND_WORDS = "et and und y e en"

# In the order in which columns of one role are preferred: "Finalité" before "Description".
WORDS: dict[Role, tuple[str, ...]] = {
    "purpose": (
        """
            finalit* finalid* objecti* objetivo* *zweck* zwecke doel doeleinde* scopo scopi purpose* but objet buts
            objeto oggetto propos* formal *formal tarkoitus *tarkoitus ucel przeznaczeni* motivo* wozu waartoe ziel
        """,
        """
            utilit* usage* usos uso use uses utilisation* utilizzo utilizacion role function functions fonction
            fonctions funktion funktionen funcion funciones funzione funzioni functie functies funcao *verwendung*
            nutzung toepassing gebruik zastosowan* wykorzyst* uzyci* funkcj* impiego utilidad* utilita aplicacion
            why pourquoi waarom perche hvorfor varfor dlaczego sert motif* raison* reason* aim
            goal* obiettiv* zadani* intent* syfte cel andamal* bruk anvand* quoi what warum serve serves sirve aufgabe*
        """,
        """
            descri* beschreib* *beschreibung* beschrijving omschrijving definition explication* explanation detail*
            information* info infos informacion* informazion* comment* erklarung* about beskrivning beskrivelse opis
            kuvaus popis leiras descrier* erlauterung* toelichting* uitleg* action fonctionnalite functionality
            funktionalitat funcionalidad funzionalita functionaliteit
        """,
    ),
    "duration": (
        """
            duree* *dauer* *laufzeit* *retention* lifetime lifespan fin fine ende einde duracion durac* durata *duur
            duration *termijn* validit* validez validade geldig* *gultig* *looptijd* expir* echeanc* *ablauf* caduc*
            scadenz* vencim* verval* verloop* persistence persistance persistenz persistencia persistenza ttl
            vigencia conservation conservazione vida *fristen *frist *lebens* plazo prazo delai* period* periode*
            longevity varaktighet *lagringstid* udløb* utløp* varighe* *levetid *giltig* utgar* voimassa* kesto
            sailytys* vanhen* okres* czas waznosc* wygas* platnost* doba lejarat* idotartam* after apres dopo bout
            zycia trwan* przechowyw* cancellazione eliminacion borrado usuni* valable valid verfall* permanen* dura
            bewaar* life term terme
            aufbewahr* haltbark* speicherzeit* vita houdbaar* tijd trwalos* zywotn* peremption
            geloscht* loschung* *loschfrist effacement
            purge conserve conserves kept stays lasts remains reste until cuando quando wann wanneer combien temps
            tiempo tempo time
        """,
    ),
    "party": (
        """
            partie party parties parti parte *partei*
        """,
    ),
    "category": (
        """
            categor* kategor* *kategorie*
        """,
        """
            type types tipo tipos tipi tipolog* typ typen kind kinds art soort* class* clase* nature natura rodzaj*
            tyyppi luokka tip druh grupa grupy famille* famil* group groups groupe* grupo* gruppo gruppe* rubrique*
        """,
    ),
    "provider": (
        """
            qui who wer quien kto prestatair* fournisseur* editeur* emett* deposant* emisor* emittent* provider* vendor*
            supplier* publisher* issuer* *anbieter* hersteller* herausgeber* proveedor* titular* titolar* fornitor*
            gestor* aanbieder* leverancier* fornecedor* owner* partenaire* partner* societe* entreprise* company
            responsav* tiers responsab* organisme* empresa* azienda* societa* firma* bedrijf* unternehmen* entidad*
            entit* verantwort* eigentum* operator* depot exploitant* depositaire* leverant* leverandør* udbyder*
            podmiot* wydawc* wlascicie* odpowiedzial* administrator* verantwoordelijk* uitgever* emisores fabricante*
            zustandig* verwerker* operateur* operador* operatore* controller* betreiber* eigenaar* beheerder*
            editor* soggetto subprocessor auteur auteurs author authors autor autora autore acteur* actor* chi
            afkomst* dostawc* poskytovatel* palveluntarjo* toimittaja* szolgaltat* furnizor* proveidor* utgivare
            emettrice* prestador* editora* administrat* createur* creator* creador* creatore* gestionnair* organisatie*
            organisation* organization* organizac* organizzaz* inhaber* tercero terceros ente enti verstrekker*
        """,
        """
            tiers partij propriet* propiet* propried* domain* dominio* *domain host* hote source* origin* provenan*
            heberg* herkunft fuente* server serveur domane* origen provenienza domein* domena domeny zrodl*
        """,
    ),
    "service": (
        """
            service* servic* serviz* *dienst* outil* tool* solution* solucion* herramient* strument* applicat*
            applica* app module* modul* product* produit* produkt* plugin* logiciel* software script* widget*
            plateforme* platform* hulpmiddel* usluga* composant* component* komponent* narzedzi*
        """,
        """
            emplacement* location* fonctionnalites lieu endroit ubicac* ubicaz* posizione locatie
        """,
    ),
}

# How a column of names may be called: after the thing itself, and after its label.
TRACKER_WORDS = """
    cookie cookies traceur* tracker* temoin* rastreador* tracciator* biscuit* kaka kakan kakor ciasteczk* galleta*
    evaste* informasjonskapsel* informasjonskapsler sutik suti testemunho*
"""
LABEL_WORDS = """
    nom noms name names namen nombre nombres nome nomi nomes naam naamgeving namn navn nazwa denominac* denominaz*
    denominat* designation* bezeichnung* intitule* libelle* identif* ident kennung* key keys cle cles nimi nazev
    nazov naziv nev nume denumire navnet namnet clave* chiave* schlussel* sleutel* chave* variable* technolog*
    etiquette* id titel title titre titulo
"""
# Words that may stand in the header of a name column and change nothing about it.
NOISE_WORDS = """
    a al an and au aux avec welke welche which what quel quels quelle quelles cual cuales quale quali by c d da de
    degli dei del della delle den der des desc deposes depose di die do dos du e een el en est et exact exacte
    exactos for het i in installes je l la las le les list lista liste los n n° no nr o ob of on or os ou oder over
    par per por pour s set site tech technical technique techniques technisch* tecnic* the they this to und utilises
    utilise utilizad* utilisees utilisee used uses u un une unsere van vom von we y your concernes concerne deposees
    stored stocke stockes usato utilizzat* gebruikt* gesetzt* verwendet* eingesetzt* browser web http internet
    plikow pliku jak do w z storage local localstorage pattern prefix full complet* related lies lie associe*
    balise* tag tags informatique
    prefixe connexion concerned fichier* file files datei* fichero* archivo* bestand* plik* soubor* pa similar
    autre* autres other others tracking
    jours mois ans heures days months hours tage monate stunden dias meses horas giorni mesi ore dagen maanden uren dni
    miesiace seconds secondes sekunden segundos secondi minutes fr it nl pl
"""
# "More information" may hold anything; "information collected" and "how to refuse" tell no purpose.
VAGUE_WORDS = "plus more weitere* mas maggiori ulterior* meer further additional savoir"
ASIDE_WORDS = """
    collect* recueil* erhoben* recogid* recopil* raccolt* verzamel* refus* opt oppos* desactiv* disable* ablehn*
"""
# A table with one of these columns is about something else: prices, people, opening hours.
FOREIGN_WORDS = """
    prix price* tarif* preis* precio* prezz* prijs cout cost telephone phone tel telefon* adresse address email mail
    courriel horaire* heure* hours ouverture lundi matin montant amount quantite quantity stock poste prenom
    commande order ingredient* allergen* calories
"""
# Titles that only tables of a program's settings have.
OF_SETTINGS = (
    "default", "default value", "defaut", "par defaut", "valeur par defaut", "standardwert", "standard",
    "valor predeterminado", "valor por defecto", "valore predefinito", "standaardwaarde", "wartosc domyslna",
)  # fmt: skip
# Columns of cookie tables that fill no field of a declaration.
OTHER_WORDS = """
    donnee* data daten dati datos gegevens value* valeur* wert* valor* contenu* content* contenid* inhalt* path
    chemin* pfad consent* consentement* einwilligung* legal* legale* base rechtsgrundlage* secure httponly samesite
    flag* pays country land pais transfer* lien* link links url enlace* policy politique* policies confidentialite
    privacy opt refus* size taille statut* status actif active exemple* example* date remarque* note* stockage
    recipient* destinatair*
"""
# What shows that a text is about cookies.
MENTION_WORDS = """
    kakor kaka kakan evaste* informasjonskaps* ciasteczk* cookie* traceur* tracker* temoin* rastreador* tracciator*
    localstorage local.storage sessionstorage session.storage stockage.local lokaler.speicher lokale.speicherung
    almacenamiento.local archiviazione.locale lokale.opslag indexeddb *cookies
"""
