package org.rlsworkup;

import org.rlsworkup.knowledge.load.KnowledgeException;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** Reports an invalid knowledge file with the lines to fix, instead of a stack trace. */
final class KnowledgeFailureAnalyzer extends AbstractFailureAnalyzer<KnowledgeException> {
    @Override
    protected FailureAnalysis analyze(Throwable failure, KnowledgeException cause) {
        return new FailureAnalysis(
                "The knowledge is invalid:\n\n" + cause.getMessage(),
                "Fix these lines in the file configured by rls.knowledge or rls.site.",
                cause);
    }
}
