package org.rlsworkup.cdshooks.feedback;

import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.rlsworkup.cdshooks.request.BodyLimit;
import org.rlsworkup.cdshooks.request.CdsHooksException;
import org.springframework.http.HttpStatus;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.exc.JacksonIOException;
import tools.jackson.core.json.JsonFactory;

/** Reads a batch of feedback from a stream: all of it, or none with the place that is wrong. */
public final class FeedbackReader {
    private static final int MOST_ENTRIES = 10_000;
    private static final String ROOT = "feedback";

    private final JsonFactory json;

    public FeedbackReader(JsonFactory json) {
        this.json = json;
    }

    /**
     * Reads a batch.
     *
     * @throws CdsHooksException naming the member that is wrong
     */
    public List<Feedback.Entry> read(InputStream body) {
        var batch = new Batch();
        try (var parser = json.createParser(ObjectReadContext.empty(), body)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                throw CdsHooksException.wrongType("(body)", "a JSON object");
            }
            batch.read(parser);
            if (parser.nextToken() != null) {
                throw CdsHooksException.wrongType("(body)", "one JSON object and nothing after it");
            }
        } catch (JacksonIOException e) {
            throw BodyLimit.isOverrun(e)
                    ? CdsHooksException.tooLarge()
                    : new CdsHooksException(HttpStatus.BAD_REQUEST, "incomplete", "The body could not be read.", null);
        } catch (JacksonException e) {
            // The parser's message may quote a patient's data.
            throw new CdsHooksException(
                    HttpStatus.BAD_REQUEST, "structure", "The body is no well-formed JSON.", batch.at);
        }
        return batch.entries();
    }

    /** The entries as they come by. */
    private static final class Batch {
        private @Nullable List<Feedback.Entry> entries;
        private String at = "(body)";

        public void read(JsonParser parser) {
            for (var name = parser.nextName(); name != null; name = parser.nextName()) {
                parser.nextToken();
                if (name.equals(ROOT)) {
                    entries = all(parser);
                } else {
                    parser.skipChildren();
                }
            }
        }

        List<Feedback.Entry> entries() {
            if (entries == null) {
                throw CdsHooksException.missing(ROOT);
            }
            return entries;
        }

        private List<Feedback.Entry> all(JsonParser parser) {
            at = ROOT;
            if (entries != null) {
                throw CdsHooksException.wrongValue(ROOT, "This member is named twice.");
            }
            if (!parser.hasToken(JsonToken.START_ARRAY)) {
                throw CdsHooksException.wrongType(ROOT, "an array");
            }
            var read = new ArrayList<Feedback.Entry>();
            while (parser.nextToken() != JsonToken.END_ARRAY) {
                if (read.size() == MOST_ENTRIES) {
                    throw CdsHooksException.tooLarge();
                }
                at = ROOT + "[" + read.size() + "]";
                read.add(new FeedbackEntry(at).read(parser));
            }
            return read;
        }
    }
}
