package org.rlsworkup.knowledge.load;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.rlsworkup.chart.value.Code;

/**
 * What stands in the knowledge file beside what the medicine computes with: the name of each listed code, grades,
 * citations, and what is unverified. Collected from the whole file once the strict loading has found no fault in it, so
 * that a new section is annotated without a word of Java.
 */
public final class Annotations {
    private final Map<String, String> systems;
    private final Map<Code, Note> notes = new LinkedHashMap<>();
    private final Map<String, Evidence> evidence = new LinkedHashMap<>();

    /**
     * Of one code that stands in the file.
     *
     * @param name what is meant by it, or null where it stands without a name
     * @param rank its place in the file
     */
    public record Note(@Nullable String name, boolean unverified, int rank) {}

    /**
     * Of one entry with an id.
     *
     * @param tier as in the file, empty if it has none
     * @param grade as in the file, empty if it has none
     * @param citations ids of sources
     */
    public record Evidence(String tier, String grade, List<String> citations, boolean unverified) {
        private static final Evidence NONE = new Evidence("", "", List.of(), false);
    }

    /** @param systems by short name */
    public Annotations(YamlNode file, Map<String, String> systems) {
        this.systems = new LinkedHashMap<>(systems);
        if (file instanceof YamlNode.Mapping(var sections, var line)) {
            sections.forEach((section, node) -> {
                if (node instanceof YamlNode.Sequence(var entries, var at)) {
                    entries.forEach(entry -> collectEvidence(section, entry));
                } else {
                    collectParts(section, node);
                }
                collectCodes(node);
            });
        }
    }

    private void collectEvidence(String section, YamlNode entry) {
        var id = text(entry, "id");
        if (id != null) {
            evidence.put(
                    section + "." + id,
                    new Evidence(
                            Objects.requireNonNullElse(text(entry, "tier"), ""),
                            Objects.requireNonNullElse(text(entry, "grade"), ""),
                            texts(entry, "citations"),
                            isUnverified(entry)));
        }
        collectParts(section, entry);
    }

    /** The rules and notes of a set have ids and citations of their own. */
    private void collectParts(String section, YamlNode entry) {
        if (entry instanceof YamlNode.Mapping(var members, var line)) {
            members.values().forEach(member -> {
                if (member instanceof YamlNode.Sequence(var parts, var at)) {
                    parts.stream()
                            .filter(part -> !texts(part, "citations").isEmpty())
                            .forEach(part -> collectEvidence(section, part));
                }
            });
        }
    }

    private void collectCodes(YamlNode node) {
        switch (node) {
            case YamlNode.Scalar(var text, var token, var line) -> note(text, null, false);
            case YamlNode.Mapping(var members, var line) -> {
                texts(node, isUnverified(node) ? "codes" : "unverified").forEach(written -> note(written, null, true));
                members.values().forEach(this::collectCodes);
            }
            case YamlNode.Sequence(var items, var line) ->
                items.forEach(item -> {
                    var written = text(item, "code");
                    if (written != null) {
                        note(written, text(item, "name"), isUnverified(item));
                    }
                    collectCodes(item);
                });
        }
    }

    /** The first to name a code names it for all. */
    private void note(String written, @Nullable String name, boolean unverified) {
        var blank = written.indexOf(' ');
        var system = blank < 0 ? null : systems.get(written.substring(0, blank));
        if (system == null || written.indexOf(' ', blank + 1) >= 0) {
            return;
        }
        var code = new Code(system, written.substring(blank + 1));
        var before = notes.get(code);
        if (before == null) {
            notes.put(code, new Note(name, unverified, notes.size()));
        } else if (before.name() == null && name != null) {
            notes.put(code, new Note(name, unverified || before.unverified(), before.rank()));
        }
    }

    private static boolean isUnverified(YamlNode entry) {
        return Boolean.parseBoolean(text(entry, "unverified"));
    }

    private static @Nullable String text(YamlNode entry, String key) {
        return entry instanceof YamlNode.Mapping(var members, var line)
                        && members.get(key) instanceof YamlNode.Scalar(var text, var token, var at)
                ? text
                : null;
    }

    private static List<String> texts(YamlNode entry, String key) {
        return entry instanceof YamlNode.Mapping(var members, var line)
                        && members.get(key) instanceof YamlNode.Sequence(var items, var at)
                ? items.stream()
                        .flatMap(item ->
                                item instanceof YamlNode.Scalar scalar ? Stream.of(scalar.text()) : Stream.empty())
                        .toList()
                : List.of();
    }

    /** The code systems by short name. */
    public Map<String, String> systems() {
        return systems;
    }

    /** How many different codes stand in the file. */
    int count() {
        return notes.size();
    }

    /** What is noted of this code, or null if it is not of the knowledge file. */
    @Nullable
    public Note of(Code code) {
        return notes.get(code);
    }

    /** The ids of the entries of a section, in the order of the file. */
    public List<String> ids(String section) {
        var before = section + ".";
        return evidence.keySet().stream()
                .filter(key -> key.startsWith(before))
                .map(key -> key.substring(before.length()))
                .toList();
    }

    /** What is noted of the entry with this id in this section. */
    public Evidence of(String section, String id) {
        return evidence.getOrDefault(section + "." + id, Evidence.NONE);
    }
}
