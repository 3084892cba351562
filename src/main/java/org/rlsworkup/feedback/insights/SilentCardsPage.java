package org.rlsworkup.feedback.insights;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.Principal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.rlsworkup.feedback.SilentCards;
import org.rlsworkup.feedback.SilentCards.JudgedCard;
import org.rlsworkup.feedback.SilentCards.Verdict;
import org.rlsworkup.feedback.SilentCards.Wanted;
import org.springframework.core.env.Environment;
import org.springframework.core.env.Profiles;
import org.springframework.dao.DataAccessException;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.transaction.TransactionException;
import org.springframework.util.function.SingletonSupplier;
import org.springframework.web.ErrorResponseException;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.util.UriComponentsBuilder;
import org.thymeleaf.context.Context;
import org.thymeleaf.spring6.SpringTemplateEngine;

/** The cards that clients in silent mode were not shown, for operators who judge a pilot. They hold patient data. */
@RestController
public class SilentCardsPage {
    private static final String TEMPLATE = "insights/silent.html";
    private static final String POLICY =
            "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src 'self' data:;"
                    + " form-action 'self'; base-uri 'none'; frame-ancestors 'none'";
    private static final int MOST = 100;
    private static final int LONGEST_REMARK = 2_000;
    private static final List<String> COLUMNS = List.of(
            "card",
            "created_at",
            "client",
            "service",
            "patient_key",
            "knowledge",
            "indicator",
            "summary",
            "detail",
            "suggestions",
            "verdict",
            "remark",
            "judge",
            "judged_at");

    private static final String RETRY_SECONDS = "10";

    private final SilentCards cards;
    private final Consumer<Viewing> audit;
    private final BooleanSupplier isAudited;
    private final boolean sandbox;
    private final SingletonSupplier<SpringTemplateEngine> templates = SingletonSupplier.of(InsightsPage::templates);

    /** @param isAudited false while the audit is required and cannot be written */
    SilentCardsPage(SilentCards cards, Consumer<Viewing> audit, BooleanSupplier isAudited, Environment environment) {
        this.cards = cards;
        this.audit = audit;
        this.isAudited = isAudited;
        this.sandbox = environment.acceptsProfiles(Profiles.of("sandbox"));
    }

    /**
     * Cards were shown to an operator, who is audited.
     *
     * @param operator the name under which the operator is logged in; empty in the sandbox, where nobody is
     * @param exported whether as a file rather than on the page
     * @param cards how many
     */
    public record Viewing(String operator, boolean exported, int cards) {}

    /**
     * A judgement as it is sent.
     *
     * @param verdict {@code agree} or {@code disagree}
     * @param remark why, or null
     */
    record SentJudgement(@Nullable String verdict, @Nullable String remark) {
        @Override
        public String toString() {
            return "SentJudgement[]";
        }
    }

    @GetMapping("/insights/silent")
    ResponseEntity<byte[]> page(
            @RequestParam(defaultValue = "") String client,
            @RequestParam(defaultValue = "") String patient,
            @RequestParam(defaultValue = "open") String state,
            @Nullable Principal operator) {
        refuseUnlessAudited();
        var found = new ArrayList<JudgedCard>();
        cards.each(wanted(client, patient, state), MOST, found::add);
        audit.accept(new Viewing(name(operator), false, found.size()));
        var query = UriComponentsBuilder.newInstance()
                .queryParam("state", state)
                .queryParam("client", "{client}")
                .queryParam("patient", "{patient}")
                .encode()
                .build(client, patient)
                .getRawQuery();
        var values = Map.<String, Object>of(
                "sandbox", sandbox,
                "kept", cards.areKept(),
                "query", query,
                "client", client,
                "patient", patient,
                "state", state,
                "states", states(),
                "cards", found);
        var html = templates.obtain().process(TEMPLATE, new Context(Locale.ENGLISH, values));
        return InsightsPage.ok(new MediaType(MediaType.TEXT_HTML, StandardCharsets.UTF_8))
                .header("Content-Security-Policy", POLICY)
                .body(html.getBytes(StandardCharsets.UTF_8));
    }

    private static String name(@Nullable Principal operator) {
        return operator == null ? "" : operator.getName();
    }

    private void refuseUnlessAudited() {
        if (!isAudited.getAsBoolean()) {
            var refusal = new ErrorResponseException(HttpStatus.SERVICE_UNAVAILABLE);
            refusal.getHeaders().set(HttpHeaders.RETRY_AFTER, RETRY_SECONDS);
            throw refusal;
        }
    }

    /** {@code all}, {@code open}, or a verdict. */
    private static List<String> states() {
        var states = new ArrayList<>(List.of("open", "all"));
        Arrays.stream(Verdict.values()).map(SilentCardsPage::code).forEach(states::add);
        return states;
    }

    private static String code(Verdict verdict) {
        return verdict.name().toLowerCase(Locale.ROOT);
    }

    private static Wanted wanted(String client, String patient, String state) {
        if (!states().contains(state)) {
            throw new ErrorResponseException(HttpStatus.BAD_REQUEST);
        }
        var judged = state.equals("all") ? null : Boolean.valueOf(!state.equals("open"));
        return new Wanted(client.isEmpty() ? null : client, patient.isEmpty() ? null : patient, judged, verdict(state));
    }

    private static @Nullable Verdict verdict(@Nullable String code) {
        return Arrays.stream(Verdict.values())
                .filter(it -> code(it).equals(code))
                .findFirst()
                .orElse(null);
    }

    @PostMapping(path = "/insights/silent/{card}", consumes = MediaType.APPLICATION_JSON_VALUE)
    ResponseEntity<Void> judge(
            @PathVariable String card, @RequestBody SentJudgement sent, @Nullable Principal operator) {
        var verdict = verdict(sent.verdict());
        var remark = sent.remark();
        if (verdict == null || (remark != null && remark.length() > LONGEST_REMARK)) {
            throw new ErrorResponseException(HttpStatus.BAD_REQUEST);
        }
        var judge = operator == null ? "sandbox" : operator.getName();
        var isThere = cards.judge(card, verdict, remark == null || remark.isBlank() ? null : remark, judge);
        return ResponseEntity.status(isThere ? HttpStatus.NO_CONTENT : HttpStatus.NOT_FOUND)
                .build();
    }

    @GetMapping("/insights/silent.csv")
    void csv(
            HttpServletResponse response,
            @RequestParam(defaultValue = "") String client,
            @RequestParam(defaultValue = "") String patient,
            @RequestParam(defaultValue = "all") String state,
            @Nullable Principal operator) {
        refuseUnlessAudited();
        var wanted = wanted(client, patient, state);
        response.setContentType("text/csv;charset=UTF-8");
        response.setHeader("Cache-Control", "no-store");
        response.setHeader("X-Content-Type-Options", "nosniff");
        response.setHeader("Content-Disposition", "attachment; filename=\"silent-cards.csv\"");
        write(response, COLUMNS);
        var sent = new AtomicInteger();
        try {
            cards.each(wanted, Integer.MAX_VALUE, it -> {
                sent.incrementAndGet();
                write(response, row(it));
            });
        } catch (DataAccessException | TransactionException failure) {
            // Answered with 503 instead, unless a part of it is sent already.
            response.resetBuffer();
            throw failure;
        } finally {
            audit.accept(new Viewing(name(operator), true, sent.get()));
        }
    }

    private static void write(HttpServletResponse response, List<? extends @Nullable Object> values) {
        try {
            response.getOutputStream().write(Csv.line(values).getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<@Nullable Object> row(JudgedCard it) {
        var card = it.card();
        var content = card.content();
        var judgement = it.judgement();
        return Arrays.asList(
                card.card(),
                card.at(),
                card.client(),
                card.service(),
                card.patientKey(),
                card.knowledge(),
                content == null ? null : content.indicator(),
                content == null ? null : content.summary(),
                content == null ? null : content.detail(),
                content == null ? null : String.join("; ", content.suggestions()),
                judgement == null ? null : code(judgement.verdict()),
                judgement == null ? null : judgement.remark(),
                judgement == null ? null : judgement.judge(),
                judgement == null ? null : judgement.at());
    }
}
