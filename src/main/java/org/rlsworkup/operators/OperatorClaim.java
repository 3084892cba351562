package org.rlsworkup.operators;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How an operator is recognised among all who can log in at the OpenID provider.
 *
 * @param claim a claim of the ID token, such as {@code groups}, or null if nobody logs in this way
 * @param values the claim must be, or contain, one of these
 */
public record OperatorClaim(
        @Nullable String claim, @DefaultValue List<String> values) {}
