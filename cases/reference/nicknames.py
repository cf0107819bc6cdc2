"""Names that people use for one another. Each line is one name with its short forms, in plain letters."""

GROUPS = """
abigail abby gail
abraham abe bram
albert al bert
alexander alex al xander sandy
alexandra alex lexi sandra sandy
alfred al fred alf
amanda mandy
andrew andy drew
angela angie
anthony tony
arthur art artie
barbara barb babs
benjamin ben benny
bernard bernie
beverly bev
bradley brad
brandon bran
calvin cal
cameron cam
carolyn carol carrie
catherine cathy kate katie cat kitty
charles charlie chuck chas
charlotte lottie char
cheryl sheri
christina chris tina chrissy
christopher chris topher kit
clifford cliff
clifton cliff
clinton clint
cornelius neil connie
cynthia cindy
daniel dan danny
darnell darren
david dave davey
deborah deb debbie
delores dee lola
dennis denny
dominic dom nick
donald don donny
dorothy dot dottie
douglas doug
edward ed eddie ted ned
elizabeth liz lizzie beth betty eliza betsy libby
emily em emmy
eugene gene
evelyn eve evie
florence flo
frances fran frannie
francis frank fran
francisco paco frank cisco
franklin frank
frederick fred freddy rick
gabriel gabe
gerald jerry gerry
gerard jerry gerry
gregory greg
guadalupe lupe
guillermo memo
harold hal harry
henry hank harry hal
herbert herb bert
isabel bella izzy
isaiah zay
jacob jake
jacqueline jackie
james jim jimmy jamie
jasmine jazz
jeffrey jeff
jennifer jen jenny
jeremiah jerry jeremy
jerome jerry
jessica jess jessie
jesus chuy
john johnny jack
jonathan jon john
jose pepe joe
joseph joe joey
josephine jo josie
joshua josh
judith judy
julia julie
katherine kathy kate katie kat kitty
kathleen kathy kate katie
kenneth ken kenny
kimberly kim
lawrence larry
leonard leo len lenny
leroy roy
leslie les
lillian lily lil
louis lou louie
lucille lucy
luis lou
malcolm mal
manuel manny
margaret maggie meg peggy marge margie
maria mary mia
martha marty
martin marty
mary molly polly
matthew matt
maurice reese
maxwell max
megan meg
melissa missy mel
melvin mel
michael mike mickey mick
michelle shelly
mildred millie
miranda mandy
mitchell mitch
nancy nan
natalie nat
nathaniel nathan nate nat
nicholas nick nicky
norman norm
olivia liv
oscar ozzie
pamela pam
patricia pat patty tricia trish
patrick pat paddy
peter pete
philip phil
phyllis phyl
priscilla prissy
rachel rae
randall randy
raymond ray
rebecca becky becca
reginald reggie reg
richard rick dick rich ricky
robert rob bob bobby robby bert
roberta bobbie
roberto beto
rodney rod
roderick rod rick
roger rodge
ronald ron ronny
rosemary rose rosie
roxanne roxy
russell russ
samantha sam
samuel sam sammy
sandra sandy
sarah sally sadie
sean shawn shaun
sharon shari
sheila shel
shirley shirl
sidney sid
solomon sol
sophia sophie
stanley stan
stephanie steph
stephen steve steven
susan sue susie
suzanne sue suzy
sylvester sly
tabitha tabby
terrence terry
teresa terry tess
thaddeus thad
theodore ted teddy theo
thomas tom tommy
timothy tim timmy
tiffany tiff
tobias toby
valerie val
veronica ronnie
victor vic
victoria vicky tori
vincent vince vinny
virginia ginny
vivian viv
walter walt wally
wesley wes
wilfred will fred
william bill will billy willie liam
zachary zach zack
"""


def others() -> dict[str, frozenset[str]]:
    """Each name to the names that may stand for the same person: bill to william, will, billy, liam."""
    found: dict[str, set[str]] = {}
    for line in GROUPS.split("\n"):
        group = line.split()
        for name in group:
            # A short form leads to its full name and the other short forms; it joins no two full names.
            found.setdefault(name, set()).update(other for other in group if other != name)
    return {name: frozenset(names) for name, names in found.items()}


OTHERS = others()
