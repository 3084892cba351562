package org.rlsworkup.sandbox.load;

import ca.uhn.fhir.context.FhirContext;
import ca.uhn.fhir.rest.api.EncodingEnum;
import ca.uhn.fhir.rest.api.MethodOutcome;
import ca.uhn.fhir.rest.api.PreferReturnEnum;
import ca.uhn.fhir.rest.api.RequestFormatParamStyleEnum;
import ca.uhn.fhir.rest.client.apache.ApacheRestfulClientFactory;
import ca.uhn.fhir.rest.client.api.IGenericClient;
import ca.uhn.fhir.rest.client.api.ServerValidationModeEnum;
import ca.uhn.fhir.rest.client.exceptions.FhirClientConnectionException;
import ca.uhn.fhir.rest.client.interceptor.BearerTokenAuthInterceptor;
import ca.uhn.fhir.rest.server.exceptions.BaseServerResponseException;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.apache.http.client.config.RequestConfig;
import org.apache.http.impl.client.HttpClients;
import org.hl7.fhir.r4.model.CapabilityStatement;
import org.hl7.fhir.r4.model.OperationOutcome;
import org.hl7.fhir.r4.model.Resource;

/** The FHIR server that samples are written to. */
final class FhirTarget {
    private static final int CONNECT_MILLIS = 5_000;
    private static final int READ_MILLIS = 30_000;
    private static final FhirContext CONTEXT = context();

    private final IGenericClient client;

    /** What the server said to a write. */
    sealed interface Answer {
        /**
         * It is in.
         *
         * @param id the id under which the server keeps the resource
         */
        record Kept(boolean created, String id) implements Answer {}

        /**
         * The server answered, but did not keep the resource.
         *
         * @param status HTTP status
         * @param explained whether an OperationOutcome came with it
         * @param text the first text of the OperationOutcome, may be empty
         */
        record Refused(int status, boolean explained, String text) implements Answer {}

        /** No answer came. */
        record Unreachable() implements Answer {}
    }

    private FhirTarget(IGenericClient client) {
        this.client = client;
    }

    /** The client library takes its HTTP settings from its context alone, so these have a context of their own. */
    private static FhirContext context() {
        var limits = RequestConfig.custom()
                .setConnectTimeout(CONNECT_MILLIS)
                .setConnectionRequestTimeout(CONNECT_MILLIS)
                .setSocketTimeout(READ_MILLIS)
                .build();
        var context = FhirContext.forR4();
        var factory = new ApacheRestfulClientFactory(context);
        factory.setServerValidationMode(ServerValidationModeEnum.NEVER);
        // No redirects: the token is for one server alone.
        factory.setHttpClient(HttpClients.custom()
                .setDefaultRequestConfig(limits)
                .disableRedirectHandling()
                .disableCookieManagement()
                .build());
        context.setRestfulClientFactory(factory);
        return context;
    }

    static FhirTarget at(String base, Optional<String> token) {
        var client = CONTEXT.newRestfulGenericClient(base);
        client.setEncoding(EncodingEnum.JSON);
        client.setFormatParamStyle(RequestFormatParamStyleEnum.NONE);
        token.ifPresent(value -> client.registerInterceptor(new BearerTokenAuthInterceptor(value)));
        return new FhirTarget(client);
    }

    /**
     * The types in the server's CapabilityStatement; empty if it shows none that can be read.
     *
     * @throws FhirClientConnectionException if no answer came
     */
    Optional<Set<String>> knownTypes() {
        try {
            var statement =
                    client.capabilities().ofType(CapabilityStatement.class).execute();
            var types = statement.getRest().stream()
                    .flatMap(rest -> rest.getResource().stream())
                    .map(CapabilityStatement.CapabilityStatementRestResourceComponent::getType)
                    .collect(Collectors.toUnmodifiableSet());
            return Optional.of(types).filter(some -> !some.isEmpty());
        } catch (FhirClientConnectionException e) {
            throw e;
        } catch (RuntimeException e) {
            // Refused, or not readable as R4: then the answers to the writes must tell.
            return Optional.empty();
        }
    }

    Answer put(Resource resource) {
        return answer(() -> client.update()
                .resource(resource)
                .prefer(PreferReturnEnum.MINIMAL)
                .execute());
    }

    Answer post(Resource resource) {
        return answer(() -> client.create()
                .resource(resource)
                .prefer(PreferReturnEnum.MINIMAL)
                .execute());
    }

    private static Answer answer(Supplier<MethodOutcome> call) {
        try {
            var outcome = call.get();
            var id = outcome.getId() == null ? null : outcome.getId().getIdPart();
            return new Answer.Kept(Boolean.TRUE.equals(outcome.getCreated()), id == null ? "" : id);
        } catch (FhirClientConnectionException e) {
            return new Answer.Unreachable();
        } catch (BaseServerResponseException e) {
            var outcome = e.getOperationOutcome() instanceof OperationOutcome given ? given : null;
            return new Answer.Refused(e.getStatusCode(), outcome != null, outcome == null ? "" : firstText(outcome));
        }
    }

    private static String firstText(OperationOutcome outcome) {
        var issue = outcome.getIssueFirstRep();
        return issue.hasDiagnostics()
                ? issue.getDiagnostics()
                : String.valueOf(issue.getDetails().getText());
    }
}
