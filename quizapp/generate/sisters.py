"""Terms that are taught beside each other: each line names things of one kind of which none is another.

They stand in for wrong options where an article defines a term and speaks of too few others like it. Closed lists of
school knowledge; nothing here belongs to any one article.
"""

from __future__ import annotations

_FAMILIES = """
proton|neutron|electron|photon|quark|positron
atom|molecule|electron|neutron
element|compound|mixture|solution
acid|base|salt|solvent
cation|anion|radical|isotope
covalent bond|ionic bond|metallic bond|hydrogen bond
evaporation|condensation|sublimation|melting|freezing
oxidation|reduction|neutralization|hydrolysis|combustion
exothermic reaction|endothermic reaction|nuclear reaction
fluorescence|reflection|refraction|diffraction|polarization|interference
conduction|convection|radiation
velocity|acceleration|momentum|displacement
force|energy|power|pressure
kinetic energy|potential energy|thermal energy|chemical energy
voltage|current|resistance|capacitance
resistor|capacitor|transistor|inductor|diode
series circuit|parallel circuit|short circuit
amplitude|frequency|wavelength|phase
lens|mirror|prism|filter
microscope|telescope|spectrometer|periscope
thermometer|barometer|hygrometer|anemometer|seismograph
lever|pulley|wedge|screw|inclined plane
battery|generator|transformer|turbine
nuclear fission|nuclear fusion|radioactive decay
viscosity|density|elasticity|buoyancy
friction|gravity|inertia|tension
photosynthesis|respiration|fermentation|transpiration|digestion
mitosis|meiosis|fertilization|germination
diffusion|osmosis|active transport|endocytosis
nucleus|ribosome|chloroplast|mitochondrion|vacuole
cell membrane|cell wall|cytoplasm|cell nucleus
protein|carbohydrate|lipid|nucleic acid|vitamin
enzyme|hormone|antibody|neurotransmitter
chromosome|ribosome|centromere|telomere
transcription|translation|replication|mutation
natural selection|genetic drift|gene flow|artificial selection
homozygote|heterozygote|hybrid|clone
predation|parasitism|mutualism|commensalism|competition
producer|consumer|decomposer|scavenger
herbivore|carnivore|omnivore|detritivore
population|community|ecosystem|biome|habitat
bacterium|virus|fungus|protozoan|alga
artery|vein|capillary
heart|lung|liver|kidney|stomach
eye|ear|nose|tongue|skin
ureter|trachea|esophagus|aorta
muscle|tendon|ligament|cartilage|bone
neuron|axon|dendrite|synapse
retina|cornea|iris|pupil
cerebellum|cerebrum|brainstem|hypothalamus|thalamus
epidermis|dermis|cartilage|mucous membrane
root|stem|leaf|flower|seed
stamen|pistil|petal|sepal
xylem|phloem|cambium|epidermis
mammal|bird|reptile|amphibian|fish
moss|fern|conifer|flowering plant
insect|spider|crustacean|mollusc|worm
biopsy|endoscopy|dialysis|transfusion|vaccination
malaria|influenza|tuberculosis|cholera|measles|smallpox|tetanus
anemia|diabetes|asthma|hypertension|arthritis
inflammation|infection|allergy|immunity
igneous rock|sedimentary rock|metamorphic rock
granite|basalt|limestone|marble|sandstone
weathering|erosion|deposition|compaction
magma|lava|volcanic ash|pumice
crust|mantle|outer core|inner core
volcano|earthquake|tsunami|landslide|geyser
glacier|delta|canyon|plateau|moraine
desert|tundra|taiga|savanna|rainforest|grassland
swamp|marsh|bog|lagoon
troposphere|stratosphere|mesosphere|thermosphere
fog|hail|sleet|snow|drizzle
hurricane|tornado|blizzard|thunderstorm|monsoon
weather|climate|humidity|precipitation
latitude|longitude|altitude
comet|asteroid|meteor|planet|nebula
star|planet|moon|galaxy|black hole
white dwarf|red giant|neutron star|supernova
solar eclipse|lunar eclipse|equinox|solstice
inflation|deflation|recession|unemployment|stagflation
monopoly|oligopoly|cartel|perfect competition
supply|demand|scarcity|surplus
tariff|quota|subsidy|embargo
fiscal policy|monetary policy|trade policy
stock|bond|option|mortgage|annuity
asset|liability|equity|revenue
fixed cost|variable cost|sunk cost|opportunity cost|marginal cost
microeconomics|macroeconomics|econometrics
exchange rate|interest rate|inflation rate|unemployment rate
import|export|tariff
foreign exchange market|stock market|bond market|labor market
capitalism|socialism|feudalism|mercantilism
democracy|monarchy|oligarchy|theocracy|dictatorship
federation|confederation|unitary state|empire
legislature|judiciary|cabinet|civil service
lawsuit|arbitration|mediation|appeal
plaintiff|defendant|juror|prosecutor
tort|crime|contract|statute
felony|misdemeanor|tort
arson|burglary|fraud|perjury|forgery
constitution|treaty|statute|decree
nationalism|imperialism|liberalism|conservatism|anarchism
socialization|assimilation|segregation|migration
norm|value|sanction|ritual
patriarchy|matriarchy|aristocracy|meritocracy
monotheism|polytheism|atheism|agnosticism|pantheism
hedonism|stoicism|existentialism|nihilism
utilitarianism|deontology|nihilism|virtue ethics
empiricism|rationalism|skepticism|idealism|materialism
deduction|induction|analogy
ethics|metaphysics|epistemology|logic|aesthetics
premise|conclusion|hypothesis|axiom
sensation|perception|attention|memory
classical conditioning|operant conditioning|observational learning|habituation
positive reinforcement|negative reinforcement|punishment|extinction
short-term memory|long-term memory|sensory memory
recall|recognition|forgetting
introversion|extraversion|neuroticism|agreeableness|openness
id|ego|superego
denial|projection|repression
schizophrenia|depression|anorexia|insomnia|autism
motivation|emotion|personality|intelligence
grit|empathy|self-esteem|optimism|curiosity
case study|survey|experiment|naturalistic observation
survey research|archival research|experimental research|correlational research
independent variable|dependent variable|confounding variable|control group
mean|median|mode|range
reliability|validity|objectivity
noun|verb|adjective|adverb|pronoun|preposition
subject|predicate|object|adverbial
vowel|consonant|syllable|diphthong
phonetics|morphology|syntax|semantics|pragmatics
phoneme|morpheme|syllable|clause
dialect|pidgin|creole|slang
metaphor|simile|irony|hyperbole|personification
alliteration|rhyme|onomatopoeia|assonance
sonnet|haiku|limerick|ballad|ode|elegy
novel|short story|essay|biography|fable
tragedy|comedy|satire|farce
protagonist|antagonist|narrator
realism|romanticism|surrealism|expressionism|impressionism|cubism
fresco|mosaic|etching|collage|woodcut
melody|harmony|rhythm|timbre
opera|symphony|sonata|concerto|fugue
violin|flute|trumpet|drum|piano|guitar
soprano|alto|tenor|baritone
algorithm|data structure|database|compiler
compiler|interpreter|debugger|linker
router|switch|firewall|modem
hardware|software|firmware
operating system|web browser|text editor|spreadsheet
stack|queue|linked list|hash table
array|tree|graph|heap
variable|constant|function|loop
encryption|compression|authentication|backup
phishing|spamming|hacking
virus|worm|trojan horse|spyware
integer|fraction|decimal|irrational number
derivative|integral|limit
addition|subtraction|multiplication|division
triangle|square|pentagon|hexagon
circle|ellipse|parabola|hyperbola
radius|diameter|circumference|chord
sine|cosine|tangent
vector|scalar|matrix|tensor
theorem|axiom|corollary|conjecture
ornithology|entomology|ichthyology|herpetology|botany|mycology
biology|chemistry|physics|geology|astronomy
cardiology|neurology|dermatology|oncology|pediatrics|geriatrics
bacteriology|virology|immunology|parasitology|pathology
anatomy|physiology|genetics|ecology
psychology|sociology|anthropology|economics|political science
archaeology|paleontology|geology|linguistics
meteorology|oceanography|seismology|volcanology|hydrology
etymology|phonology|lexicography
cotton|wool|silk|linen|nylon|polyester
iron|copper|tin|zinc|lead
bronze|brass|steel|pewter
smelting|forging|casting|welding|rolling
carpentry|masonry|plumbing|roofing
irrigation|drainage|crop rotation|terracing
bread|butter|cheese|yogurt
beer|wine|cider|mead
rice|wheat|maize|barley|oats
pianist|violinist|flautist|drummer|trumpeter|bassoonist
hotel|monastery|hospital|barracks
mosque|church|synagogue|temple
cavalry|infantry|artillery|navy
truce|siege|blockade|ambush
diesel engine|steam engine|gas turbine|electric motor
refrigerator|freezer|oven|dishwasher
angling|trapping|whaling|hunting
rodeo|polo|show jumping|horse racing
marathon|sprint|relay|steeplechase
"""

SISTERS: dict[str, tuple[str, ...]] = {}
"""Term → those of its kinds; a term that stands in several lines has the sisters of the first alone."""
for _line in _FAMILIES.strip().splitlines():
    _terms = tuple(_line.split("|"))
    for _term in _terms:
        SISTERS.setdefault(_term, tuple(other for other in _terms if other != _term))


def sisters_of(term: str) -> tuple[str, ...]:
    """Terms of the same kind, none of which is the term, a part of it or a kind of it."""
    return SISTERS.get(term.lower(), ())
