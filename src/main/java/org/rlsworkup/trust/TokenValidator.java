package org.rlsworkup.trust;

import static org.rlsworkup.trust.ClientAuthenticationException.check;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSObject;
import com.nimbusds.jose.JWSVerifier;
import java.text.ParseException;
import java.time.InstantSource;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.rlsworkup.trust.ClientAuthenticationException.FailureReason;
import org.rlsworkup.trust.ClientAuthenticator.AuthenticatedClient;
import org.rlsworkup.trust.TokenRules.TokenId;

/**
 * Validates the JWTs of CDS Hooks. Cheap checks come before the signature; the replay check comes last, so that only a
 * token that is valid otherwise is recorded.
 */
final class TokenValidator {
    /** More than a token with short claims needs, and less than the limit for request headers. */
    private static final int MAX_LENGTH = 6 * 1024;

    private static final int MAX_KEY_ID = 256;

    /** Nimbus ignores characters that are not base64url, so the same token could be written in many ways. */
    private static final Pattern TOKEN = Pattern.compile("[A-Za-z0-9_.-]*+");

    private final Map<String, List<Client>> clients;
    private final VerifierLookup verifiers;
    private final ReplayGuard replays;
    private final InstantSource clock;

    /** Finds the verifier for the key that a token header names. */
    interface VerifierLookup {
        JWSVerifier verifier(Client client, JWSHeader header) throws ClientAuthenticationException;
    }

    TokenValidator(Collection<Client> clients, VerifierLookup verifiers, ReplayGuard replays, InstantSource clock) {
        this.clients = clients.stream()
                .filter(client -> client.issuer() != null)
                .collect(Collectors.groupingBy(client -> String.valueOf(client.issuer())));
        this.verifiers = verifiers;
        this.replays = replays;
        this.clock = clock;
    }

    /** @param address the address that was called, as the client sees it */
    AuthenticatedClient validate(String token, String address) throws ClientAuthenticationException {
        var parsed = parse(token);
        checkHeader(parsed.getHeader());
        var claims = Claims.of(parsed.getPayload().toJSONObject());
        var client = client(claims);
        var type = parsed.getHeader().getType();
        check(client.token().accepts(type == null ? null : type.getType()), FailureReason.TYPE, client);
        check(isMeant(claims, address, client), FailureReason.AUDIENCE, client);
        claims.checkTimes(clock.instant(), client);
        var id = claims.id();
        check(id != null || client.token().jti() == TokenId.IF_PRESENT, FailureReason.CLAIM, client);
        checkSignature(parsed, client);
        var isNew = id == null || replays.firstUse(claims.issuer(), id, claims.replayableUntil());
        check(isNew, FailureReason.REPLAYED, client);
        return new AuthenticatedClient(client, claims.tenant());
    }

    private static JWSObject parse(String token) throws ClientAuthenticationException {
        check(token.length() <= MAX_LENGTH, FailureReason.TOO_LONG, null);
        check(TOKEN.matcher(token).matches(), FailureReason.NO_TOKEN, null);
        try {
            return JWSObject.parse(token);
        } catch (ParseException | IllegalArgumentException e) {
            // The message may quote the token.
            throw new ClientAuthenticationException(FailureReason.NO_TOKEN, null);
        }
    }

    private static void checkHeader(JWSHeader header) throws ClientAuthenticationException {
        var keyId = header.getKeyID();
        check(VerificationKeys.ALGORITHMS.contains(header.getAlgorithm()), FailureReason.ALGORITHM, null);
        check(keyId != null && !keyId.isBlank() && keyId.length() <= MAX_KEY_ID, FailureReason.KEY_ID, null);
        check(header.getCriticalParams() == null && header.isBase64URLEncodePayload(), FailureReason.CRITICAL, null);
    }

    /** Several clients may share an issuer, each with its own tenants. */
    private Client client(Claims claims) throws ClientAuthenticationException {
        var candidates = clients.get(claims.issuer());
        if (candidates == null) {
            throw new ClientAuthenticationException(FailureReason.ISSUER, null);
        }
        return candidates.stream()
                .filter(client -> client.serves(claims.tenant()))
                .findFirst()
                .orElseThrow(() -> new ClientAuthenticationException(
                        FailureReason.TENANT, candidates.size() == 1 ? candidates.getFirst() : null));
    }

    private static boolean isMeant(Claims claims, String address, Client client) {
        return claims.audience().contains(address)
                || claims.audience().stream().anyMatch(client.token().audiences()::contains);
    }

    private void checkSignature(JWSObject token, Client client) throws ClientAuthenticationException {
        var verifier = verifiers.verifier(client, token.getHeader());
        try {
            check(token.verify(verifier), FailureReason.SIGNATURE, client);
        } catch (JOSEException e) {
            throw new ClientAuthenticationException(FailureReason.SIGNATURE, client);
        }
    }
}
