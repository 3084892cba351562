package org.rlsworkup.knowledge.load;

import java.util.List;
import java.util.stream.Collectors;

/** A knowledge file or a site's additions that must not be used: every problem with its line, in one message. */
public final class KnowledgeException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient List<Problem> problems;

    KnowledgeException(String file, List<Problem> problems) {
        super(problems.stream()
                .map(problem -> file + ":" + problem.line() + ": " + problem.path() + ": " + problem.reason())
                .collect(Collectors.joining("\n")));
        this.problems = List.copyOf(problems);
    }

    /** What is wrong, in the order of the file. */
    public List<Problem> problems() {
        return problems;
    }

    /**
     * One thing that is wrong.
     *
     * @param line from 1
     * @param path keys from the top of the file, for example {@code tests[2].order.code}
     * @param reason what is wrong, and what would be right
     */
    public record Problem(int line, String path, String reason) {}
}
