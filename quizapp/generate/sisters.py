"""Terms that are taught beside each other: each family names things of one kind of which none is another.

They stand in for wrong options where an article defines a term and speaks of too few others like it. Closed lists of
school knowledge; nothing here belongs to any one article.
"""

from __future__ import annotations

import re
from functools import lru_cache

from quizapp.generate.inflected import inflected

_FAMILIES = """
proton|neutron|electron|photon|quark|positron; atom|molecule|electron|neutron; element|compound|mixture|solution;
acid|base|salt|solvent; cation|anion|radical|isotope; covalent bond|ionic bond|metallic bond|hydrogen bond;
evaporation|condensation|sublimation|melting|freezing; oxidation|reduction|neutralization|hydrolysis|combustion;
exothermic reaction|endothermic reaction|nuclear reaction;
fluorescence|reflection|refraction|diffraction|polarization|interference; conduction|convection|radiation;
velocity|acceleration|momentum|displacement; force|energy|power|pressure;
kinetic energy|potential energy|thermal energy|chemical energy; voltage|current|resistance|capacitance;
resistor|capacitor|transistor|inductor|diode; series circuit|parallel circuit|short circuit;
amplitude|frequency|wavelength|phase; lens|mirror|filter|diaphragm; microscope|telescope|spectrometer|periscope;
thermometer|barometer|hygrometer|anemometer|seismograph; lever|pulley|wedge|screw|inclined plane;
battery|generator|transformer|turbine; nuclear fission|nuclear fusion|radioactive decay;
viscosity|density|elasticity|buoyancy; friction|gravity|inertia|tension;
photosynthesis|respiration|fermentation|transpiration|digestion; mitosis|meiosis|fertilization|germination;
diffusion|osmosis|active transport|endocytosis; nucleus|ribosome|chloroplast|mitochondrion|vacuole;
cell membrane|cell wall|cytoplasm|cell nucleus; protein|carbohydrate|lipid|nucleic acid|vitamin;
enzyme|hormone|antibody|neurotransmitter; chromosome|ribosome|centromere|telomere;
transcription|translation|replication|mutation; natural selection|genetic drift|gene flow|artificial selection;
homozygote|heterozygote|hybrid|clone; predation|parasitism|mutualism|commensalism|competition;
producer|consumer|decomposer|scavenger; herbivore|carnivore|omnivore|detritivore;
population|community|ecosystem|biome|habitat; bacterium|virus|fungus|protozoan|alga; artery|vein|capillary;
heart|lung|liver|kidney|stomach; eye|ear|nose|tongue|skin; ureter|trachea|esophagus|aorta;
muscle|tendon|ligament|cartilage|bone; neuron|axon|dendrite|synapse; retina|cornea|iris|pupil;
cerebellum|cerebrum|brainstem|hypothalamus|thalamus; epidermis|dermis|cartilage|mucous membrane;
root|stem|leaf|flower|seed; stamen|pistil|petal|sepal; xylem|phloem|cambium|epidermis;
mammal|bird|reptile|amphibian|fish; moss|fern|conifer|flowering plant; insect|spider|crustacean|mollusc|worm;
biopsy|endoscopy|dialysis|transfusion|vaccination; malaria|influenza|tuberculosis|cholera|measles|smallpox|tetanus;
anemia|diabetes|asthma|hypertension|arthritis; inflammation|infection|allergy|immunity;
igneous rock|sedimentary rock|metamorphic rock; granite|basalt|limestone|marble|sandstone;
weathering|erosion|deposition|compaction; magma|lava|volcanic ash|pumice; crust|mantle|outer core|inner core;
volcano|earthquake|tsunami|landslide|geyser; glacier|delta|canyon|plateau|moraine;
desert|tundra|taiga|savanna|rainforest|grassland; swamp|marsh|bog|lagoon;
troposphere|stratosphere|mesosphere|thermosphere; fog|hail|sleet|snow|drizzle;
hurricane|tornado|blizzard|thunderstorm|monsoon; weather|climate|humidity|precipitation; latitude|longitude|altitude;
comet|asteroid|meteor|planet|nebula; star|planet|moon|galaxy|black hole; white dwarf|red giant|neutron star|supernova;
solar eclipse|lunar eclipse|equinox|solstice; inflation|deflation|recession|unemployment|stagflation;
monopoly|oligopoly|cartel|perfect competition; supply|demand|scarcity|surplus; tariff|quota|subsidy|embargo;
fiscal policy|monetary policy|trade policy; stock|bond|option|mortgage|annuity; asset|liability|equity|revenue;
fixed cost|variable cost|sunk cost|opportunity cost|marginal cost; microeconomics|macroeconomics|econometrics;
exchange rate|interest rate|inflation rate|unemployment rate; import|export|tariff;
foreign exchange market|stock market|bond market|labor market; capitalism|socialism|feudalism|mercantilism;
democracy|monarchy|oligarchy|theocracy|dictatorship; federation|confederation|unitary state|empire;
legislature|judiciary|cabinet|civil service; lawsuit|arbitration|mediation|appeal;
plaintiff|defendant|juror|prosecutor; tort|crime|contract|statute; felony|misdemeanor|tort;
arson|burglary|fraud|perjury|forgery; constitution|treaty|statute|decree;
nationalism|imperialism|liberalism|conservatism|anarchism; socialization|assimilation|segregation|migration;
norm|value|sanction|ritual; patriarchy|matriarchy|aristocracy|meritocracy;
monotheism|polytheism|atheism|agnosticism|pantheism; hedonism|stoicism|existentialism|nihilism;
utilitarianism|deontology|nihilism|virtue ethics; empiricism|rationalism|skepticism|idealism|materialism;
deduction|induction|analogy; ethics|metaphysics|epistemology|logic|aesthetics; premise|conclusion|hypothesis|axiom;
sensation|perception|attention|memory; classical conditioning|operant conditioning|observational learning|habituation;
positive reinforcement|negative reinforcement|punishment|extinction;
short-term memory|long-term memory|sensory memory; recall|recognition|forgetting;
introversion|extraversion|neuroticism|agreeableness|openness; id|ego|superego; denial|projection|repression;
schizophrenia|depression|anorexia|insomnia|autism; motivation|emotion|personality|intelligence;
grit|empathy|self-esteem|optimism|curiosity; case study|survey|experiment|naturalistic observation;
survey research|archival research|experimental research|correlational research;
independent variable|dependent variable|confounding variable|control group; mean|median|mode|range;
reliability|validity|objectivity; noun|verb|adjective|adverb|pronoun|preposition; subject|predicate|object|adverbial;
vowel|consonant|syllable|diphthong; phonetics|morphology|syntax|semantics|pragmatics;
phoneme|morpheme|syllable|clause; dialect|pidgin|creole|slang; metaphor|simile|irony|hyperbole|personification;
alliteration|rhyme|onomatopoeia|assonance; sonnet|haiku|limerick|ballad|ode|elegy;
novel|short story|essay|biography|fable; tragedy|comedy|satire|farce; protagonist|antagonist|narrator;
realism|romanticism|surrealism|expressionism|impressionism|cubism; fresco|mosaic|etching|collage|woodcut;
melody|harmony|rhythm|timbre; opera|symphony|sonata|concerto|fugue; violin|flute|trumpet|drum|piano|guitar;
soprano|alto|tenor|baritone; algorithm|data structure|database|compiler; compiler|interpreter|debugger|linker;
router|switch|firewall|modem; hardware|software|firmware; operating system|web browser|text editor|spreadsheet;
stack|queue|linked list|hash table; array|tree|graph|heap; variable|constant|function|loop;
encryption|compression|authentication|backup; phishing|spamming|hacking; virus|worm|trojan horse|spyware;
integer|fraction|decimal|irrational number; derivative|integral|limit; addition|subtraction|multiplication|division;
triangle|square|pentagon|hexagon; circle|ellipse|parabola|hyperbola; radius|diameter|circumference|chord;
sine|cosine|tangent; vector|scalar|matrix|tensor; theorem|axiom|corollary|conjecture;
ornithology|entomology|ichthyology|herpetology|botany|mycology; biology|chemistry|physics|geology|astronomy;
cardiology|neurology|dermatology|oncology|pediatrics|geriatrics;
bacteriology|virology|immunology|parasitology|pathology; anatomy|physiology|genetics|ecology;
psychology|sociology|anthropology|economics|political science; archaeology|paleontology|geology|linguistics;
meteorology|oceanography|seismology|volcanology|hydrology; etymology|phonology|lexicography;
cotton|wool|silk|linen|nylon|polyester; iron|copper|tin|zinc|lead; bronze|brass|steel|pewter;
smelting|forging|casting|welding|rolling; carpentry|masonry|plumbing|roofing;
irrigation|drainage|crop rotation|terracing; bread|butter|cheese|yogurt; beer|wine|cider|mead;
rice|wheat|maize|barley|oats; pianist|violinist|flautist|drummer|trumpeter|bassoonist;
hotel|monastery|hospital|barracks; mosque|church|synagogue|temple; cavalry|infantry|artillery|navy;
truce|siege|blockade|ambush; diesel engine|steam engine|gas turbine|electric motor;
refrigerator|freezer|oven|dishwasher; angling|trapping|whaling|hunting; rodeo|polo|show jumping|horse racing;
marathon|sprint|relay|steeplechase; ammonia|methane|ozone|carbon dioxide|carbon monoxide;
helium|neon|argon|krypton|xenon; hydrogen|oxygen|nitrogen|chlorine; sodium|potassium|calcium|magnesium;
gold|silver|platinum|mercury; uranium|radium|plutonium|thorium; diamond|graphite|quartz|feldspar;
sapphire|ruby|emerald|jade|amber; distillation|filtration|chromatography|centrifugation; solid|liquid|gas;
catalyst|reagent|solvent|indicator; polymer|monomer|isomer|alloy; mole|joule|newton|pascal|watt;
kinematics|thermodynamics|optics|acoustics|electromagnetism; electric field|magnetic field|gravitational field;
lightning|rainbow|aurora|mirage; torque|thrust|drag|lift; absolute zero|boiling point|freezing point|triple point;
antibody|antigen|vaccine|antibiotic; insulin|adrenaline|estrogen|testosterone|melatonin;
dopamine|serotonin|adrenaline|histamine; hemoglobin|insulin|keratin|collagen;
red blood cell|white blood cell|platelet; genotype|phenotype|karyotype|genome; allele|chromosome|codon|nucleotide;
pollination|fertilization|germination|photosynthesis; sexual reproduction|asexual reproduction|parthenogenesis;
metamorphosis|hibernation|migration|camouflage; endotherm|ectotherm|invertebrate; wing|beak|feather|claw;
barb|shaft|vane|follicle; contour feather|down feather|flight feather; mycelium|hypha|spore|cap; bark|root|leaf|cone;
radiology|urology|cardiology|neurology|oncology; pharmacology|toxicology|pathology|physiology;
epilepsy|migraine|dementia|stroke; leukemia|lymphoma|melanoma|sarcoma;
breast cancer|lung cancer|prostate cancer|skin cancer; gout|arthritis|osteoporosis|scoliosis;
mumps|rubella|chickenpox|diphtheria; syphilis|typhus|cholera|dengue fever|yellow fever;
frostbite|sunburn|concussion|gangrene; amputation|transplantation|biopsy|vaccination;
puberty|menopause|adolescence|infancy; dyslexia|autism|epilepsy|amnesia; anxiety|grief|shame|disgust|envy;
sleep|hypnosis|coma|meditation; synapse|receptor|axon|myelin; frontal lobe|occipital lobe|temporal lobe|parietal lobe;
hippocampus|amygdala|hypothalamus|cerebellum; absolute threshold|difference threshold|sensory adaptation;
assimilation|accommodation|conservation; schema|stereotype|prototype; conformity|obedience|groupthink|social loafing;
prejudice|discrimination|empathy|altruism; behaviorism|psychoanalysis|structuralism|functionalism|humanism;
clinical psychology|cognitive psychology|developmental psychology|social psychology;
phrenology|astrology|graphology|palmistry;
borderline personality disorder|antisocial personality disorder|paranoid personality disorder;
mania|phobia|delusion|hallucination; correlation|causation|coincidence; sample|population|census;
culture|subculture|counterculture; folkway|taboo|law; status|role|norm; caste|class|clan;
ethnocentrism|cultural relativism|xenocentrism; nuclear family|extended family|single-parent family;
monogamy|polygamy|celibacy; urbanization|gentrification|suburbanization; bureaucracy|aristocracy|technocracy;
totalitarianism|liberalism|anarchism|conservatism; autocracy|democracy|oligarchy; pacifism|militarism|isolationism;
communism|capitalism|fascism|feudalism; colonialism|isolationism|feudalism; abolitionism|suffrage|segregation;
emancipation|secession|annexation|ratification; veto|impeachment|filibuster|gerrymandering;
plurality|supermajority|unanimity; initiative|referendum|recall; federalism|unitarism|separatism;
precedent|verdict|subpoena|indictment; civil law|criminal law|constitutional law; murder|robbery|arson|kidnapping;
theft|arson|assault|perjury; copyright|patent|trademark; partnership|corporation|sole proprietorship|cooperative;
balance sheet|income statement|cash flow statement; depreciation|amortization|dividend;
accounting|marketing|logistics; elasticity|equilibrium|utility;
comparative advantage|absolute advantage|economies of scale; public good|private good|inferior good;
gross domestic product|consumer price index|national debt; price floor|price ceiling|subsidy; debt|equity|collateral;
dollarization|devaluation|revaluation; barter|commodity money|fiat money;
natural logarithm|exponential function|polynomial; domain|codomain|inverse; numerator|denominator|quotient|remainder;
prime number|composite number|perfect number; permutation|combination|factorial; hypotenuse|altitude|bisector;
rhombus|trapezoid|rectangle; cylinder|cone|sphere|pyramid; geometry|algebra|calculus|trigonometry;
set theory|number theory|graph theory|group theory; bit|pixel|packet; packet|frame|segment;
bandwidth|latency|throughput; keyboard|mouse|scanner|microphone;
central processing unit|hard disk drive|graphics card|motherboard; random-access memory|read-only memory|hard disk;
cache|register|stack; container|virtual machine|hypervisor; microservice|monolith|daemon;
primary key|foreign key|index; inheritance|encapsulation|polymorphism|recursion; abstraction|recursion|iteration;
machine learning|cryptography|computer graphics; denial-of-service attack|phishing|keylogging;
domain name|email address|port number; deductive reasoning|inductive reasoning|abductive reasoning;
determinism|dualism|relativism|pluralism; ontology|epistemology|ethics|aesthetics;
moral realism|moral relativism|emotivism; reincarnation|resurrection|predestination;
baptism|communion|confirmation|ordination; karma|dharma|nirvana; sermon|hymn|psalm|parable;
mosque|pagoda|shrine|synagogue; archery|fencing|wrestling|boxing; skiing|skating|curling|bobsleigh;
rowing|canoeing|sailing|surfing; basketball|volleyball|lacrosse|softball; chess|checkers|backgammon|dominoes;
ballet|tango|flamenco|samba|waltz; jazz|blues|reggae|country music|hip-hop; pottery|weaving|embroidery|sewing;
felt|lace|velvet|denim; papyrus|parchment|vellum; charcoal|pastel|watercolor;
typography|calligraphy|printmaking|lithography; baroque|gothic|rococo; prologue|epilogue|chapter;
stanza|couplet|refrain; adagio|allegro|crescendo; viola|cello|double bass; clarinet|oboe|bassoon; trombone|tuba|horn;
gin|whisky|rum|vodka; honey|vinegar|mustard|jam; butter|margarine|lard; frying|steaming|baking|boiling;
pickling|smoking|canning|curing; cinnamon|nutmeg|ginger|saffron|cumin; cabbage|lettuce|spinach|carrot;
trout|salmon|cod|herring; eagle|owl|penguin|ostrich; lizard|snake|turtle|crocodile; whale|dolphin|seal|walrus;
horse|donkey|camel|ox; aquaculture|horticulture|forestry|viticulture; beekeeping|dairying|fishing;
scaffolding|foundation|girder; arch|dome|vault|buttress; aqueduct|viaduct|causeway; canal|lock|dam|levee;
piston|crankshaft|camshaft|flywheel; clutch|gearbox|brake; boiler|condenser|evaporator;
glider|helicopter|airship|parachute; submarine|frigate|barge|catamaran; telegraph|telephone|radio|television;
camera|projector|phonograph; peat|coal|petroleum|natural gas; wind power|solar power|hydropower|nuclear power;
aquifer|spring|well|reservoir; island|peninsula|isthmus|archipelago; strait|gulf|fjord|estuary;
equator|tropic|meridian; syncline|anticline|fault; mantle plume|subduction zone|rift; clay|sand|silt|gravel;
conglomerate|shale|chalk|slate; mineral|fossil|sediment; Stone Age|Bronze Age|Iron Age;
cartography|surveying|navigation; chivalry|serfdom|vassalage; genealogy|historiography|archaeology;
censorship|propaganda|satire; rhetoric|grammar|logic
"""

SISTERS: dict[str, tuple[str, ...]] = {}
"""Term → those of its kind; a term that stands in several families has the sisters of the first."""
for _family in re.split(r";\s*", _FAMILIES.strip()):
    _terms = tuple(_family.split("|"))
    for _term in _terms:
        SISTERS.setdefault(_term, tuple(other for other in _terms if other != _term))


@lru_cache(maxsize=512)
def sisters_of(term: str, *, plural: bool = False) -> tuple[str, ...]:
    """Terms of the same kind in the same number, none of which is the term, a part of it or a kind of it."""
    if not plural:
        return SISTERS.get(term.lower(), ())
    return next((tuple(map(_plural, others)) for one, others in SISTERS.items() if _plural(one) == term.lower()), ())


@lru_cache(maxsize=4096)
def _plural(term: str) -> str:
    before, _, noun = term.rpartition(" ")
    plural = inflected(noun, "NNS") or (f"{noun}s",)
    return f"{before} {plural[0]}".strip()
