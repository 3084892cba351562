package org.rlsworkup.cdshooks.feedback;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.rlsworkup.cdshooks.request.BodyLimit;
import org.rlsworkup.cdshooks.request.CdsHooksException;
import org.rlsworkup.feedback.model.CardFeedback;
import org.rlsworkup.feedback.model.CardFeedback.CardOutcome;
import org.rlsworkup.feedback.model.CardFeedback.FeedbackReason;
import org.rlsworkup.fhir.read.MeteredStream;
import org.rlsworkup.support.Limits;
import org.springframework.http.HttpStatus;

/** What is bound of a feedback body, and what the client is told of a body that is wrong. */
@Execution(ExecutionMode.CONCURRENT)
class FeedbackReaderTests {
    private static final String AT = "'outcomeTimestamp':'2026-11-20T10:00:00Z'";

    private final FeedbackReader reader =
            new FeedbackReader(Limits.with("body=10000B", "depth=20", "string=1000B", "entries=10"));

    private static InputStream stream(String json) {
        return new ByteArrayInputStream(json.replace('\'', '"').getBytes(StandardCharsets.UTF_8));
    }

    private CdsHooksException refused(String json) {
        var exception = catchThrowableOfType(CdsHooksException.class, () -> reader.read(stream(json)));
        assertThat(exception).as(json).isNotNull();
        return exception;
    }

    @Test
    void bindsEveryMember() {
        var entries = reader.read(stream("{'feedback':[{'card':' c1 ','outcome':'accepted'," + AT
                + ",'acceptedSuggestions':[{'id':'s2'},{'id':'s1','more':{}}]},{'card':'c2','outcome':'overridden',"
                + AT
                + ",'overrideReason':{'reason':{'system':'urn:x','code':'r','display':' R '},'userComment':' why '}}],"
                + "'extension':{'a':[1]}}"));

        var at = Instant.parse("2026-11-20T10:00:00Z");
        assertThat(entries)
                .containsExactly(
                        new CardFeedback("c1", CardOutcome.ACCEPTED, at, List.of("s1", "s2"), null, null),
                        new CardFeedback(
                                "c2",
                                CardOutcome.OVERRIDDEN,
                                at,
                                List.of(),
                                new FeedbackReason("urn:x", "r", "R"),
                                "why"));
    }

    /** Wherever the pause is: also while an entry is bound, of which Jackson says what was wrong with it. */
    @Test
    void aBodyThatComesTooSlowlyIsNoMistakeInIt() {
        var body = ("{'feedback':[{'card':'c','outcome':'accepted','acceptedSuggestions':[{'id':'a'}]," + AT + "}]}")
                .replace('\'', '"');
        for (var sent = 0; sent < body.length(); sent++) {
            var start = new ByteArrayInputStream(body.substring(0, sent).getBytes(StandardCharsets.UTF_8));
            var pause = new InputStream() {
                @Override
                public int read() throws IOException {
                    throw new SocketTimeoutException();
                }

                @Override
                public int read(byte[] into, int from, int length) throws IOException {
                    throw new SocketTimeoutException();
                }
            };
            var slow = catchThrowableOfType(
                    CdsHooksException.class, () -> reader.read(new SequenceInputStream(start, pause)));
            assertThat(slow.status()).as("after %d bytes", sent).isEqualTo(HttpStatus.REQUEST_TIMEOUT);
            assertThat(slow.field()).isNull();
            var late = new MeteredStream(
                    new ByteArrayInputStream(body.getBytes(StandardCharsets.UTF_8)), new BodyLimit(sent));
            var tooLong = catchThrowableOfType(
                    CdsHooksException.class, () -> reader.read(new SequenceInputStream(start, late)));
            assertThat(tooLong.status()).isEqualTo(HttpStatus.CONTENT_TOO_LARGE);
            assertThat(tooLong.field()).isNull();
        }
    }

    /** As EHRs spell it: in the plural, as one object or a list, and with a reason that is only configured there. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "'overrideReasons':{'reason':{'system':'urn:x','code':'r','display':'R'},'userComment':'why'}"
                        + " | urn:x | r | R | why",
                "'overrideReasons':[{'reason':{'code':'r'}},{'reason':{'code':'s'},'userComment':'why'}] |  | r |  |"
                        + " why",
                "'overrideReason':[{'userComment':'one'},{'reason':{'code':'s'},'userComment':'two'}] |  | s |  |"
                        + " one+two",
                "'overrideReason':{'userComment':'a'},'overrideReasons':{'reason':{'code':'r'}} |  | r |  | a",
                "'overrideReason':null,'overrideReasons':[] |  |  |  | ",
                "'overrideReasons':{'extension':{'com.epic.cdshooks.feedback.overrideReason.reasonCategory':'45',"
                        + "'com.epic.cdshooks.feedback.overrideReason.reasonDisplay':'Not now',"
                        + "'com.epic.cdshooks.feedback.overrideReason.reasonTitle':'Later'},'userComment':'x'}"
                        + " |  | Later | Not now | x",
                "'overrideReasons':{'extension':{'com.epic.cdshooks.feedback.overrideReason.reasonDisplay':' Not\\n"
                        + "now '}} |  | Not now | Not now | ",
                "'overrideReasons':{'extension':{'com.epic.cdshooks.feedback.overrideReason.reasonTitle':7,'a':[]}}"
                        + " |  |  |  | ",
                "'overrideReasons':{'extension':['x']} |  |  |  | "
            })
    void bindsReasonsAsTheyAreSent(String members, String system, String code, String display, String comment) {
        var entries =
                reader.read(stream("{'feedback':[{'card':'c','outcome':'overridden'," + AT + "," + members + "}]}"));

        var reason = code == null ? null : new FeedbackReason(system, code, display);
        assertThat(entries).singleElement().satisfies(entry -> {
            assertThat(entry.reason()).isEqualTo(reason);
            assertThat(entry.comment()).isEqualTo(comment == null ? null : comment.replace('+', '\n'));
        });
    }

    @Test
    void namesAReasonWithoutACodeAsItWasSent() {
        var exception = refused("{'feedback':[{'card':'c','outcome':'overridden'," + AT
                + ",'overrideReasons':[{'reason':{'display':'R'}}]}]}");
        assertThat(exception.field()).isEqualTo("feedback[0].overrideReasons.reason.code");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "[] | structure | (body)",
                "'x' | structure | (body)",
                "{'feedback':[]} {} | structure | (body)",
                "{} | required | feedback",
                "{'feedback':null} | required | feedback",
                "{'feedback':{}} | structure | feedback",
                "{'feedback':''} | structure | feedback",
                "{'feedback':[[]]} | structure | feedback[0]",
                "{'feedback':['']} | structure | feedback[0]",
                "{'feedback':[null]} | structure | feedback[0]",
                "{'feedback':[{}]} | required | feedback[0].card",
                "{'feedback':[{'card':''}]} | required | feedback[0].card",
                "{'feedback':[{'card':true}]} | structure | feedback[0].card",
                "{'feedback':[{'card':1.5}]} | structure | feedback[0].card",
                "{'feedback':[{'card':{}}]} | structure | feedback[0].card",
                "{'feedback':[{'card':['c']}]} | structure | feedback[0].card",
                "{'feedback':[{'card':'c','outcome':'x'}]} | value | feedback[0].outcome",
                "{'feedback':[{'card':'c','outcome':'accepted','acceptedSuggestions':[null]}]}"
                        + " | structure | feedback[0].acceptedSuggestions[0]",
                "{'feedback':[{'card':'c','outcome':'accepted','acceptedSuggestions':[{'id':'a'},{'id':7}]}]}"
                        + " | structure | feedback[0].acceptedSuggestions[1].id",
                "{'feedback':[{'card':'c','outcome':'accepted','acceptedSuggestions':[{'id':'a'},{}]}]}"
                        + " | required | feedback[0].acceptedSuggestions[1].id",
                "{'feedback':[{'overrideReason':'x'}]} | structure | feedback[0].overrideReason",
                "{'feedback':[{'overrideReason':{'reason':{'code':5}}}]}"
                        + " | structure | feedback[0].overrideReason.reason.code",
                "{'feedback':[{'card':'c','card':'c'}]} | structure | feedback[0].card",
                "{'feedback':[],'feedback':[]} | structure | feedback",
                "{'feedback':[{'card':secret}]} | structure | feedback[0].card",
                "{'feedback':[{'secret':secret}]} | structure | feedback[0]",
                "{'feedback':[ | structure | feedback"
            })
    void namesWhatIsWrongAndWhere(String body, String issue, String field) {
        var exception = refused(body);
        assertThat(exception.status()).isEqualTo(HttpStatus.BAD_REQUEST);
        assertThat(exception.field()).isEqualTo(field);
        assertThat(exception.issue()).isEqualTo(issue);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "{'feedback':[{'card':7}]} | This member must be a string.",
                "{'feedback':7} | This member must be an array.",
                "{'feedback':[7]} | This member must be an object.",
                "{'feedback':[{'card':'secret','outcome':'secret'}]} | This must be accepted or overridden.",
                "{'feedback':[{'card':secret}]} | The body is not well-formed JSON with unique member names."
            })
    void saysWhatIsExpectedAndRepeatsNothing(String body, String text) {
        assertThat(refused(body).text()).isEqualTo(text);
    }

    @Test
    void refusesMoreSuggestionsThanACardCanHave() {
        var suggestions = "{'id':'s'},".repeat(101);
        var exception = refused("{'feedback':[{'card':'c','outcome':'accepted','acceptedSuggestions':["
                + suggestions.substring(0, suggestions.length() - 1) + "]}]}");
        assertThat(exception.field()).isEqualTo("feedback[0].acceptedSuggestions");
    }

    @Test
    void refusesABodyBeyondTheLimitAndOneThatBreaksOff() {
        var body = "{'feedback':[]}";
        var tooLong = new MeteredStream(stream(body), new BodyLimit(body.length() - 1));
        assertThat(catchThrowableOfType(CdsHooksException.class, () -> reader.read(tooLong))
                        .status())
                .isEqualTo(HttpStatus.CONTENT_TOO_LARGE);
        var broken = new MeteredStream(stream(body), bytes -> {
            throw new IOException("connection reset by 10.0.0.1");
        });
        var exception = catchThrowableOfType(CdsHooksException.class, () -> reader.read(broken));
        assertThat(exception.issue()).isEqualTo("incomplete");
        assertThat(exception.text()).doesNotContain("10.0.0.1");
    }
}
