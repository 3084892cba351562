package org.rlsworkup.knowledge;

import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.rlsworkup.knowledge.entry.Key;

/** A publication, or another source of what the knowledge says. */
public record Reference(
        @Key("As it is cited on a card and on the page.") String label,

        @Key("As in a list of references; doi: and PMID become links on the page.")
        String citation,

        @Key("What of it was read: paper, abstract.") String read) {
    private static final Pattern DOI = Pattern.compile("doi:(10\\.[0-9]{4,9}/[^\\s,;]+)");
    private static final Pattern PMID = Pattern.compile("PMID ([0-9]{1,9})");

    /** A link to it. */
    public record Link(String label, String url) {}

    /** Links by its DOI and its PubMed id. */
    public List<Link> links() {
        return Stream.concat(
                        DOI.matcher(citation)
                                .results()
                                .map(it -> new Link("doi:" + it.group(1), "https://doi.org/" + it.group(1))),
                        PMID.matcher(citation)
                                .results()
                                .map(it -> new Link(
                                        "PMID " + it.group(1), "https://pubmed.ncbi.nlm.nih.gov/" + it.group(1) + "/")))
                .toList();
    }
}
