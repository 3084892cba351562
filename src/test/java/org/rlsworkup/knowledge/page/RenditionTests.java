package org.rlsworkup.knowledge.page;

import static org.assertj.core.api.Assertions.assertThat;
import static org.rlsworkup.knowledge.load.Yaml.SHIPPED;
import static org.rlsworkup.knowledge.load.Yaml.with;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.rlsworkup.chart.value.Code;
import org.rlsworkup.knowledge.Knowledge;
import org.rlsworkup.knowledge.LabTest;
import org.rlsworkup.knowledge.RiskContext;
import org.rlsworkup.knowledge.analyte.Scale;
import org.rlsworkup.knowledge.load.Html;
import org.rlsworkup.knowledge.load.KnowledgeLoader;
import org.rlsworkup.knowledge.load.Yaml;
import org.w3c.dom.Element;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The knowledge as a page and as JSON. Sequential, because reading a DOM is not thread-safe. */
@Execution(ExecutionMode.CONCURRENT)
@ResourceLock("the page as a document")
class RenditionTests {
    private static final Knowledge KNOWLEDGE = load(SHIPPED, null);
    private static final String PAGE = page(KNOWLEDGE);
    private static final Html HTML = new Html(PAGE);
    private static final JsonNode JSON = json(KNOWLEDGE);

    private static Knowledge load(String knowledge, @Nullable String site) {
        return KnowledgeLoader.load(
                new KnowledgeLoader.Source("rls-workup.yaml", knowledge),
                site == null ? null : new KnowledgeLoader.Source("our-site.yaml", site));
    }

    private static String page(Knowledge knowledge) {
        return Rendition.page(knowledge, "1.0.0", false).body();
    }

    private static JsonNode json(Knowledge knowledge) {
        return JsonMapper.shared().readTree(Rendition.json(knowledge).body());
    }

    @Test
    void showsEveryTestWithItsEvidence() {
        assertThat(KNOWLEDGE.tests())
                .isNotEmpty()
                .allSatisfy(test -> assertThat(HTML.textOf("test-" + test.id()))
                        .contains(
                                test.name(), test.why(), test.strength().written(), test.evidence(), test.collection())
                        .contains(test.lookbackDays() + " days"));
        assertThat(HTML.textOf("test-B12"))
                .contains("Grade L: local or primary-care guidance. Sources: local RLS guides, Geng 2022, NICE NG239");
    }

    @Test
    void showsEveryCodeThatTheServiceKnows() {
        var text = Html.text(HTML.all("//main").getFirst());
        var codes = Stream.of(
                        KNOWLEDGE.analytes().values().stream()
                                .flatMap(analyte -> Stream.concat(
                                        analyte.codes().keySet().stream(), analyte.never().keySet().stream())),
                        KNOWLEDGE.tests().stream().flatMap(test -> test.orderCodes().stream()),
                        KNOWLEDGE.contexts().stream()
                                .flatMap(context ->
                                        Stream.concat(context.codes().stream(), context.prefixes().stream())),
                        KNOWLEDGE.drugs().ingredients().stream()
                                .flatMap(drug -> Stream.concat(drug.codes().stream(), drug.atc().stream())),
                        KNOWLEDGE.diagnosis().codes().keySet().stream(),
                        KNOWLEDGE.diagnosis().codesWithText().keySet().stream(),
                        KNOWLEDGE.diagnosis().never().keySet().stream())
                .flatMap(it -> it)
                .map(Code::code);

        assertThat(codes).isNotEmpty().allSatisfy(code -> assertThat(text).contains(" " + code));
    }

    @Test
    void tellsWhatCountsFromWhatNeverDoes() {
        assertThat(HTML.textOf("analyte-B12"))
                .containsSubsequence(
                        "Counts as a result",
                        "LOINC 2132-9",
                        "Looks alike and never counts",
                        "LOINC 14685-0",
                        "no LOINC code: wrong check digit");
        assertThat(HTML.textOf("test-TSAT"))
                .contains("a result for transferrin saturation, or from one specimen iron and total iron-binding"
                        + " capacity");
        assertThat(HTML.textOf("analyte-A1C")).contains("LOINC 41995-2mass no class");
    }

    @Test
    void showsEveryAnalyteWithItsUnits() {
        assertThat(KNOWLEDGE.analytes().values())
                .hasSizeGreaterThan(10)
                .allSatisfy(analyte -> assertThat(HTML.textOf("analyte-" + analyte.id()))
                        .containsIgnoringCase(analyte.name())
                        .contains(analyte.scales().stream().map(Scale::unit).toList()));
        assertThat(HTML.textOf("analyte-FER"))
                .contains("ng/mL; ug/L; mg/L × 1000; plausible from 0.5 to 100000")
                .contains("pmol/L; pmol/L × 0.445 = ng/mL");
        assertThat(HTML.textOf("analyte-A1C")).contains("mmol/mol × 0.09148 + 2.152 = %");
        assertThat(HTML.textOf("analyte-IRON")).contains("umol/L ÷ 0.17907 = ug/dL", "For Transferrin saturation.");
    }

    @Test
    void marksWhatIsUnverified() {
        assertThat(HTML.textOf("analyte-FER")).contains("LOINC 35209-6mass or moles unverified");
        assertThat(HTML.textOf("analyte-FER")).doesNotContain("serum or plasma unverified");
        assertThat(HTML.textOf("claim-B12_HALF")).contains("partly unverified");
        assertThat(HTML.textOf("claim-DOPAMINE")).doesNotContain("unverified");
    }

    @Test
    void showsWhatAContextChanges() {
        assertThat(KNOWLEDGE.contexts())
                .extracting(RiskContext::id)
                .allSatisfy(id -> assertThat(HTML.textOf("context-" + id)).isNotBlank());
        assertThat(HTML.textOf("context-PREGNANT"))
                .contains("Not suggested: HbA1c, ", "Look-back of Ferritin: 90 days.")
                .contains("Vitamin B12 is offered as Active vitamin B12 (holotranscobalamin).")
                .contains("Holds for 300 days after charting, or until recent childbirth or a pregnancy that ended"
                        + " early.")
                .contains("ICD10CM Z34.…");
        assertThat(HTML.textOf("context-IBD")).contains("Higher yield: Ferritin, Vitamin B12.");
        assertThat(HTML.textOf("context-HOSPICE")).contains("No test is suggested.");
    }

    @Test
    void showsEveryRuleWithItsConditionAndSources() {
        assertThat(KNOWLEDGE.readings()).isNotEmpty().allSatisfy(set -> {
            assertThat(HTML.textOf("reading-" + set.id())).contains(set.name());
            assertThat(set.rules())
                    .allSatisfy(rule -> assertThat(HTML.textOf("rule-" + rule.id()))
                            .contains(
                                    rule.id(),
                                    rule.when().text().replaceAll("\\s+", " "),
                                    rule.says(),
                                    rule.changes()));
            assertThat(set.notes())
                    .allSatisfy(
                            note -> assertThat(HTML.textOf("rule-" + note.id())).contains(note.says()));
        });
        assertThat(HTML.textOf("rule-IRON-AD-1"))
                .contains("warning", "FER <= 75 ng/mL or TSAT < 20 %", "grade G1: AASM 2025, AAN 2016");
        assertThat(HTML.textOf("rule-IRON-PED-1")).contains("unverified");
    }

    @Test
    void drawsAScaleWithTheSameInWords() {
        var scale = HTML.all("//*[@id='reading-IRON']//figure[contains(figcaption, 'adults')]")
                .getFirst();

        assertThat(Html.text(scale))
                .containsSubsequence(
                        "75 and below: IRON-AD-1 at RLS iron thresholds",
                        "above 75 to 100: IRON-AD-2",
                        "above 100 to 300: no rule speaks",
                        "above 300: IRON-AD-4");
        assertThat(Html.text(scale)).doesNotContain("possibly");
        assertThat(scale.getElementsByTagName("rect").getLength()).isEqualTo(4);
        assertThat(HTML.all("//svg")).isNotEmpty().allSatisfy(svg -> {
            assertThat(svg.getAttribute("role")).isEqualTo("img");
            assertThat(HTML.attributes("id"))
                    .contains(svg.getAttribute("aria-labelledby").split(" ", -1));
            assertThat(svg.getElementsByTagName("desc").item(0).getTextContent())
                    .isNotBlank();
        });
    }

    @Test
    void showsWhatIsSaidOfEveryClassOfMedicines() {
        assertThat(KNOWLEDGE.medications().rules())
                .isNotEmpty()
                .allSatisfy(rule -> assertThat(HTML.textOf("rule-" + rule.id()))
                        .containsIgnoringCase(rule.label())
                        .contains(rule.discuss()));
        assertThat(HTML.textOf("rule-MED-H1"))
                .contains("warning on order", "diphenhydramine, doxylamine", "C, guideline consensus and mechanism")
                .endsWith("AASM 2025, Mayo Clinic Proceedings 2021, RCOG 2024");
        assertThat(Html.text(HTML.all("//section[@aria-labelledby='classes']").getFirst()))
                .containsPattern("Never named: .*\\bcetirizine, ");
    }

    @Test
    void showsWhenSomethingElseOrNothingIsSaidOfMedicines() {
        assertThat(HTML.textOf("rule-MED-DA"))
                .contains(
                        "Lewy body disease or multiple system atrophy or progressive supranuclear palsy: nothing is"
                                + " said.",
                        "Given for Parkinson disease or hyperprolactinaemia: nothing is said.",
                        "Alternative: an alpha-2-delta ligand");
        assertThat(HTML.textOf("rule-MED-H1"))
                .doesNotContain("nothing is said")
                .contains("In pregnancy: a card of \"info\" where it is ordered; no alternative is named.")
                .contains("From 65 years of age: At 65");
        assertThat(HTML.textOf("rule-MED-AP"))
                .contains("Given for insomnia: a card of \"warning\" where it is ordered; the alternative is cognitive")
                .contains("Given for chemotherapy, when needed: a card of \"info\" where it is ordered.")
                .contains("Chlorpromazine, in pregnancy: ")
                .contains("case reports, conflicting). Not named in Parkinson disease or Lewy body disease")
                .contains("this one is named where it is given for psychosis.")
                .contains("Evidence of olanzapine: b, systematic scoring of case reports.");
        assertThat(HTML.textOf("purpose-INSOMNIA")).contains("insomnia", "ICD10CM G47.0");
        assertThat(Html.text(HTML.all("//section[@aria-labelledby='classes']").getFirst()))
                .contains("matched by text or in remission, and in hospice care.");
    }

    @Test
    void showsHowFarAPregnancyIsAndWhenAdviceWaits() {
        assertThat(Html.text(HTML.all("//section[@aria-labelledby='contexts']").getFirst()))
                .contains("begins with ICD10CM Z3A. ends in the completed weeks, believed from 8 to 42")
                .contains("begins with ICD10CM O09. or ICD10CM Z34. ends in the trimester, believed for 28 days")
                .contains("Week 7, 20, 34 stands");
        assertThat(HTML.textOf("context-TRIMESTER_1")).contains("In completed weeks 0 to 13.");
        assertThat(HTML.textOf("context-NITROUS_OXIDE")).contains("Only with one of these words: ");
        assertThat(HTML.textOf("context-METFORMIN")).contains("Medicines: metformin, taken for 120 days");
        assertThat(Html.text(HTML.all("//section[@aria-labelledby='records']").getFirst()))
                .contains("class ACT EMER or ACT ACUTE or ENCOUNTERCLASS emergency or PATIENTCLASS E, and of class ACT"
                        + " IMP")
                .contains("icu, intensive care", "unless the encounter is cancelled or entered-in-error");
        assertThat(JSON.at("/encounters/defer/0/code").asString()).isEqualTo("EMER");
        assertThat(JSON.at("/gestation/trimesterWeeks")).hasSize(3);
    }

    @Test
    void showsHowEveryMedicineIsRecognised() {
        assertThat(KNOWLEDGE.drugs().ingredients())
                .isNotEmpty()
                .allSatisfy(drug -> assertThat(HTML.textOf("medicine-" + drug.id()))
                        .contains(drug.name(), String.join(", ", drug.names())));
        assertThat(HTML.textOf("medicine-PRAMIPEXOLE"))
                .isEqualTo("pramipexole RXNORM 746741, ATC N04BC05 pramipexole, mirapex");
        assertThat(HTML.textOf("medicine-LEVODOPA")).contains("ATC N04BA…");
        assertThat(HTML.textOf("medicine-BREXPIPRAZOLE")).contains("RXNORM 1658314unverified");
    }

    @Test
    void saysPlainlyWhatIsAssociationOnly() {
        var section =
                Html.text(HTML.all("//section[@aria-labelledby='association']").getFirst());

        assertThat(section)
                .contains("Vitamin B12: An association only")
                .contains("TSH:")
                .doesNotContain("Ferritin:", "HbA1c:");
    }

    @Test
    void setsClaimsBesideTheEvidence() {
        assertThat(KNOWLEDGE.misconceptions())
                .hasSizeGreaterThan(8)
                .allSatisfy(it -> assertThat(HTML.textOf("claim-" + it.id())).contains(it.claim(), it.evidence()));
        assertThat(HTML.textOf("claim-IBD_B12")).endsWith("Becker 2018");
    }

    @Test
    void saysOfEachSourceWhatWasReadAndWhoLeansOnIt() {
        assertThat(HTML.textOf("source-GENG2022")).contains("Read: abstract. Cited by Vitamin B12.");
        assertThat(HTML.attributes("href"))
                .contains("https://doi.org/10.5664/jcsm.11390", "https://pubmed.ncbi.nlm.nih.gov/36401952/");
    }

    @Test
    void namesTheFilesByChecksum() {
        var plain = Html.text(HTML.all("//header").getFirst());
        var site = "tests: { TSH: { off: true } }";
        var withSite = new Html(page(load(SHIPPED, site)));

        assertThat(plain)
                .contains("2026-11-30", Yaml.sha256(SHIPPED).substring(0, 16))
                .doesNotContain("Site file");
        assertThat(Html.text(withSite.all("//header").getFirst()))
                .contains("our-site.yaml", Yaml.sha256(site).substring(0, 16));
        assertThat(json(load(SHIPPED, site)).at("/site/sha256").asString()).isEqualTo(Yaml.sha256(site));
    }

    private static String sectionOf(Html html, String heading) {
        return Html.text(html.all("//section[h2[@id='" + heading + "']]").getFirst());
    }

    @Test
    void answersAGovernanceBoardOnTwoPages() {
        var pages = sectionOf(HTML, "governance");
        var governance = KNOWLEDGE.governance();

        assertThat(pages)
                .contains(
                        governance.intendedUse(),
                        KNOWLEDGE.version(),
                        Yaml.sha256(SHIPPED).substring(0, 16))
                .contains(governance.excluded())
                .contains(governance.notCovered())
                .contains(
                        "Patients below 2 years of age.",
                        "No test in hospice care, palliative care; no result in hospice")
                .contains("ferritin 365 days LOINC 2276-4", "IRON-PED-1 FER < 50 ng/mL: warning")
                .contains("Mood stabiliser lithium none");
        assertThat(governance.changes().getFirst().version()).isEqualTo(KNOWLEDGE.version());
        assertThat(governance.changes()).allSatisfy(it -> assertThat(pages).contains(it.version(), it.what()));
        assertThat(KNOWLEDGE.sources().values())
                .allSatisfy(it -> assertThat(pages).contains(it.label() + " (" + it.read() + ")"));
        assertThat(HTML.all("//dl[@class='signatures']//dd[not(normalize-space())]"))
                .as("empty lines")
                .hasSize(5);
    }

    @Test
    void isPrintedWithoutItsLongFormUnlessThatIsAskedFor() {
        var all = Html.text(HTML.all("//main").getFirst()).length();
        var longForm =
                Html.text(HTML.all("//main/div[@class='long']").getFirst()).length();

        assertThat((all - longForm) * 3).isLessThan(all);
        assertThat(PAGE).contains("html:not(:has(#print-all:checked)) .long { display: none; }");
        assertThat(HTML.all("//header//label[input[@id='print-all' and @type='checkbox']]"))
                .hasSize(1);
    }

    @Test
    void namesWhoAnswersForItWhereThatIsKnown() {
        var html = new Html(page(load(SHIPPED, """
            governance: { reviewer: Dr. A. Example, qualification: sleep medicine, approval: 2026-12-01 by the board,
                nextReview: "2027-12-01", contact: "https://hospital.example/rls" }
            """)));

        assertThat(sectionOf(html, "governance"))
                .contains("Reviewer Dr. A. Example", "Qualification sleep medicine", "Approval 2026-12-01 by the board")
                .contains("Next review 2027-12-01", "Contact https://hospital.example/rls");
        assertThat(Html.text(html.all("//header").getFirst()))
                .contains("Tell the people who own this knowledge: https://hospital.example/rls.");
        assertThat(html.all("//a[@href='https://hospital.example/rls']")).hasSize(2);
        assertThat(Html.text(HTML.all("//header").getFirst())).contains("its knowledge file names no contact");

        var elsewhere = new Html(page(load(SHIPPED, "governance: { contact: \"ext. 4711 <b>\" }")));
        assertThat(Html.text(elsewhere.all("//header").getFirst())).contains("own this knowledge: ext. 4711 <b>.");
    }

    @Test
    void saysWhatRestsOnWhichRecommendation() {
        assertThat(KNOWLEDGE.recommendations())
                .isNotEmpty()
                .allSatisfy(it -> assertThat(sectionOf(HTML, "evidence")).contains(it.says(), it.certainty()))
                .allSatisfy(it -> assertThat(it.tests().size()
                                + it.rules().size()
                                + it.medications().size())
                        .isPositive());
        assertThat(sectionOf(HTML, "evidence"))
                .contains("Strong recommendation; certainty: moderate IRON-AD-1 IRON-AD-2");
    }

    @Test
    void saysWhatSilencesWhatAndForHowLong() {
        assertThat(sectionOf(HTML, "silences"))
                .contains("Patient declined 365 days; 90 if the card named several tests")
                .contains("Will order later 14 days")
                .contains("any other, or none 30 days")
                .contains("any 180 days when one of the results is newer or corrected")
                .contains("A medicine on record any 365 days")
                .contains("60 minutes when the draft names another medicine")
                .contains("RLS diagnosis is wrong until it is charted again")
                .contains("Ferritin, Transferrin saturation, when this is charted: pregnancy,");
    }

    @Test
    void marksWhatComesFromTheSite() {
        var site = load(SHIPPED, """
            systems: { LAB: "http://lab.example/codes" }
            analytes: { FER: { codes: [LAB FERR], defaultUnits: { LAB FERR: ng/mL } } }
            tests: { TSH: { off: true }, FER: { lookbackDays: 180 } }
            """);
        var html = new Html(page(site));

        assertThat(html.textOf("analyte-FER")).contains("LAB FERR without a unit: ng/mL site");
        assertThat(html.textOf("test-FER")).contains("180 days");
        assertThat(html.all("//*[@id='test-TSH']")).isEmpty();
        assertThat(Html.text(html.all("//main").getFirst())).contains("switched off there: TSH");
        assertThat(HTML.textOf("analyte-FER")).doesNotContain("site");
    }

    /** A line of prose would end between them. */
    @Test
    void keepsANumberAndItsUnitTogether() {
        var text = HTML.all("//main").getFirst().getTextContent();

        assertThat(text).contains("75\u00a0ng/mL", "20\u00a0%", "365\u00a0days", "13\u00a0g/dL");
        assertThat(Pattern.compile(".{9}\\d\\s(%|ng/mL|g/dL|mIU/L|days)")
                        .matcher(text)
                        .results()
                        .map(MatchResult::group))
                .isEmpty();
    }

    /** Where every limit is one of another population, the same rules speak everywhere. */
    @Test
    void saysWhereNoLimitDividesTheValues() {
        assertThat(HTML.textOf("reading-IRON"))
                .contains("any value: IRON-ESRD-2")
                .doesNotContain("below :");
    }

    @Test
    void escapesEveryText() {
        var evil = "<script>alert(1)</script> & \\\"x\\\" ${1+1}";
        var page = page(load(
                with("    label: recent childbirth\n", "    label: \"" + evil + "\"\n")
                        .replace("name: Restless legs syndrome }", "name: \"" + evil + "\" }"),
                null));

        assertThat(page).contains("&lt;script&gt;alert(1)&lt;/script&gt; &amp; &quot;x&quot; ${1+1}");
        assertThat(new Html(page).all("//script")).isEmpty();
    }

    @Test
    void isOnePageThatFetchesNothing() {
        assertThat(HTML.all("//script | //link | //img | //iframe | //object | //form | //*[@style]"))
                .isEmpty();
        assertThat(HTML.all("//*[local-name()='style']")).hasSize(1);
        assertThat(PAGE).doesNotContain(" th:", "xmlns:", "@import", "url(", "javascript:");
        assertThat(HTML.attributes("href")).allMatch(href -> href.startsWith("#") || href.startsWith("https://"));
    }

    @Test
    void everyLinkInsideThePageLeadsSomewhere() {
        var ids = HTML.attributes("id");

        assertThat(ids).doesNotHaveDuplicates();
        assertThat(HTML.attributes("href").stream().filter(href -> href.startsWith("#")))
                .isNotEmpty()
                .allSatisfy(href -> assertThat(ids).contains(href.substring(1)));
    }

    @Test
    void canBeReadWithAScreenReader() {
        assertThat(HTML.all("/html").getFirst().getAttribute("lang")).isEqualTo("en");
        assertThat(HTML.all("//table"))
                .isNotEmpty()
                .allSatisfy(table -> assertThat(
                                table.getElementsByTagName("caption").getLength())
                        .isOne());
        assertThat(HTML.all("//th")).extracting(th -> th.getAttribute("scope")).containsOnly("col", "row");
        assertThat(HTML.all("//section").stream().map(it -> it.getAttribute("aria-labelledby")))
                .isSubsetOf(HTML.attributes("id"));
        var levels = HTML.all("//h1 | //h2 | //h3 | //h4").stream()
                .map(Element::getTagName)
                .map(tag -> tag.charAt(1) - '0')
                .toList();
        assertThat(levels).startsWith(1).containsOnlyOnce(1);
        for (var i = 1; i < levels.size(); i++) {
            assertThat(levels.get(i)).as("heading %s", i).isLessThanOrEqualTo(levels.get(i - 1) + 1);
        }
    }

    @ParameterizedTest(name = "scheme {0}")
    @ValueSource(ints = {0, 1})
    void canBeReadWithWeakEyes(int scheme) {
        var colours = new HashMap<String, String>();
        var blocks = PAGE.split(":root \\{", -1);
        Pattern.compile("--([a-z-]+): (#[0-9a-f]{6})")
                .matcher(blocks[1 + scheme] + blocks[3 + scheme])
                .results()
                .forEach(it -> colours.put(it.group(1), it.group(2)));

        Stream.of(
                        "ink page",
                        "ink panel",
                        "ink code",
                        "quiet page",
                        "quiet panel",
                        "link page",
                        "link panel",
                        "note-ink note",
                        "link note",
                        "strong strong-bg",
                        "weak weak-bg",
                        "weak note",
                        "ink band",
                        "ink band-info",
                        "ink band-warning")
                .map(pair -> pair.split(" ", -1))
                .forEach(pair -> assertThat(contrast(colours.get(pair[0]), colours.get(pair[1])))
                        .as("%s on %s", pair[0], pair[1])
                        .isGreaterThan(4.5));
    }

    private static double contrast(String one, String other) {
        var light = Math.max(luminance(one), luminance(other));
        var dark = Math.min(luminance(one), luminance(other));
        return (light + 0.05) / (dark + 0.05);
    }

    private static double luminance(String colour) {
        var weights = Map.of(1, 0.2126, 3, 0.7152, 5, 0.0722);
        return weights.entrySet().stream()
                .mapToDouble(it -> {
                    var part = Integer.parseInt(colour.substring(it.getKey(), it.getKey() + 2), 16) / 255.0;
                    return it.getValue() * (part <= 0.04045 ? part / 12.92 : Math.pow((part + 0.055) / 1.055, 2.4));
                })
                .sum();
    }

    @Test
    void theJsonHoldsWhatThePageShows() {
        assertThat(JSON.at("/tests").valueStream().map(test -> test.at("/id").asString()))
                .containsExactlyElementsOf(
                        KNOWLEDGE.tests().stream().map(LabTest::id).toList());
        var text = Html.text(HTML.all("//body").getFirst());
        assertThat(texts(JSON.at("/tests")))
                .hasSizeGreaterThan(80)
                .allSatisfy(it -> assertThat(text).contains(it));
        assertThat(texts(JSON.at("/misconceptions")))
                .allSatisfy(it -> assertThat(text.contains(it) || PAGE.contains("claim-" + it))
                        .as(it)
                        .isTrue());
        assertThat(texts(JSON.at("/sources")))
                .allSatisfy(it -> assertThat(text.contains(it) || PAGE.contains(it))
                        .as(it)
                        .isTrue());
    }

    /** Every text that is said, but not the URIs and ids that name things. */
    private static Stream<String> texts(JsonNode node) {
        if (node.isObject()) {
            return node.properties().stream()
                    .filter(member -> !Set.of(
                                    "uri",
                                    "tier",
                                    "offered",
                                    "course",
                                    "context",
                                    "orderedIn",
                                    "offIn",
                                    "onIn",
                                    "label",
                                    "measuredBy",
                                    "citations")
                            .contains(member.getKey()))
                    .flatMap(member -> texts(member.getValue()));
        }
        return node.isArray()
                ? node.valueStream().flatMap(RenditionTests::texts)
                : node.isString() ? Stream.of(node.asString()) : Stream.empty();
    }

    @Test
    void theJsonTellsTheMachineWhatTheMarksTellTheEye() {
        var ferritin = JSON.at("/tests/0");

        assertThat(ferritin.at("/grade").asString()).isEqualTo("G1");
        assertThat(ferritin.at("/citations")).hasSize(3);
        assertThat(ferritin.at("/strength").asString()).isEqualTo("guideline consensus");
        assertThat(JSON.at("/tests/2/strength").asString()).isEqualTo("weak association");
        assertThat(ferritin.at("/order/code/system").asString()).isEqualTo("http://loinc.org");
        assertThat(JSON.at("/analytes/0/codes")
                        .valueStream()
                        .filter(code -> code.at("/unverified").asBoolean())
                        .map(code -> code.at("/code/code").asString()))
                .containsExactly("35209-6");
        assertThat(JSON.at("/analytes/0/scales/0/plausible/1").decimalValue()).isEqualByComparingTo("100000");
        assertThat(JSON.has("site")).isFalse();
    }

    @Test
    void isTheSameAtEveryStart() {
        assertThat(page(load(SHIPPED, null))).isEqualTo(PAGE);
        assertThat(Rendition.page(KNOWLEDGE, "1.0.0", false).tag())
                .isNotEqualTo(Rendition.json(KNOWLEDGE).tag());
    }
}
