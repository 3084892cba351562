package org.rlsworkup.trust;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSObject;
import com.nimbusds.jose.JWSVerifier;
import java.text.ParseException;
import java.time.InstantSource;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.rlsworkup.trust.Refusal.Reason;

/**
 * Judges the tokens of CDS Hooks. What costs little comes before the signature, what changes something after it: only a
 * token that is right in all else is remembered.
 */
final class TokenCheck {
    /** Longer than any token with five short claims, and shorter than what a server takes for headers. */
    private static final int LONGEST = 6 * 1024;

    private static final int LONGEST_KEY_ID = 256;

    private final Map<String, List<Client>> clients;
    private final Verifiers verifiers;
    private final SeenTokens seen;
    private final InstantSource clock;

    /** Finds what checks the signature under the key that a header names. */
    interface Verifiers {
        JWSVerifier verifier(Client client, JWSHeader header) throws Refusal;
    }

    TokenCheck(Collection<Client> clients, Verifiers verifiers, SeenTokens seen, InstantSource clock) {
        this.clients = clients.stream()
                .filter(client -> client.issuer() != null)
                .collect(Collectors.groupingBy(client -> String.valueOf(client.issuer())));
        this.verifiers = verifiers;
        this.seen = seen;
        this.clock = clock;
    }

    /** @param called the address that was called, as the client sees it */
    Admission check(String token, String called) throws Refusal {
        var parsed = parse(token);
        checkHeader(parsed.getHeader());
        var claims = Claims.of(parsed.getPayload().toJSONObject());
        var client = client(claims);
        if (!claims.audience().contains(called)) {
            throw new Refusal(Reason.AUDIENCE, client);
        }
        claims.checkTimes(clock.instant(), client);
        checkSignature(parsed, client);
        if (!seen.firstSeen(claims.issuer(), claims.id(), claims.forgettable())) {
            throw new Refusal(Reason.SEEN, client);
        }
        return new Admission(client, claims.tenant());
    }

    private static JWSObject parse(String token) throws Refusal {
        if (token.length() > LONGEST) {
            throw new Refusal(Reason.TOO_LONG, null);
        }
        try {
            if (token.chars().allMatch(TokenCheck::isOfToken)) {
                return JWSObject.parse(token);
            }
        } catch (ParseException | IllegalArgumentException e) {
            // Of the message nothing: it may quote the token.
        }
        throw new Refusal(Reason.NO_TOKEN, null);
    }

    /** Nimbus skips what is not of base64url, so the same token could come in many spellings. */
    private static boolean isOfToken(int c) {
        return (c >= 'a' && c <= 'z')
                || (c >= 'A' && c <= 'Z')
                || (c >= '0' && c <= '9')
                || c == '-'
                || c == '_'
                || c == '.';
    }

    private static void checkHeader(JWSHeader header) throws Refusal {
        if (!KeySet.ALGORITHMS.contains(header.getAlgorithm())) {
            throw new Refusal(Reason.ALGORITHM, null);
        }
        if (!JOSEObjectType.JWT.equals(header.getType())) {
            throw new Refusal(Reason.TYPE, null);
        }
        var keyId = header.getKeyID();
        if (keyId == null || keyId.isBlank() || keyId.length() > LONGEST_KEY_ID) {
            throw new Refusal(Reason.KEY_ID, null);
        }
        if (header.getCriticalParams() != null || !header.isBase64URLEncodePayload()) {
            throw new Refusal(Reason.CRITICAL, null);
        }
    }

    /** Several clients may share an issuer, each with tenants of its own. */
    private Client client(Claims claims) throws Refusal {
        var ofIssuer = clients.get(claims.issuer());
        if (ofIssuer == null) {
            throw new Refusal(Reason.ISSUER, null);
        }
        return ofIssuer.stream()
                .filter(client -> client.serves(claims.tenant()))
                .findFirst()
                .orElseThrow(() -> new Refusal(Reason.TENANT, ofIssuer.size() == 1 ? ofIssuer.getFirst() : null));
    }

    private void checkSignature(JWSObject token, Client client) throws Refusal {
        var verifier = verifiers.verifier(client, token.getHeader());
        try {
            if (token.verify(verifier)) {
                return;
            }
        } catch (JOSEException e) {
            // What cannot be checked is not right.
        }
        throw new Refusal(Reason.SIGNATURE, client);
    }
}
