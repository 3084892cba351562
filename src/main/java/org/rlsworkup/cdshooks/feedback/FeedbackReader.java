package org.rlsworkup.cdshooks.feedback;

import com.fasterxml.jackson.annotation.Nulls;
import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.RecordComponent;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.rlsworkup.cdshooks.request.BodyLimit;
import org.rlsworkup.cdshooks.request.CallLimits;
import org.rlsworkup.cdshooks.request.CdsHooksException;
import org.rlsworkup.cdshooks.request.CdsHooksException.FixedProblem;
import org.rlsworkup.feedback.model.CardFeedback;
import org.springframework.core.NestedExceptionUtils;
import org.springframework.http.HttpStatus;
import org.springframework.util.function.SingletonSupplier;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.TokenStreamContext;
import tools.jackson.core.exc.JacksonIOException;
import tools.jackson.databind.ObjectReader;
import tools.jackson.databind.annotation.JsonDeserialize;
import tools.jackson.databind.cfg.CoercionAction;
import tools.jackson.databind.cfg.CoercionInputShape;
import tools.jackson.databind.exc.MismatchedInputException;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.type.LogicalType;
import tools.jackson.databind.util.StdConverter;

/** Reads the body of a feedback request: the whole batch, or an exception that names the member at fault. */
public final class FeedbackReader {
    private static final int MAX_ENTRIES = 10_000;
    private static final Set<String> NAMES = Stream.of(
                    Body.class,
                    FeedbackEntry.class,
                    FeedbackEntry.AcceptedSuggestion.class,
                    FeedbackEntry.OverrideDetails.class,
                    FeedbackEntry.ReasonCoding.class)
            .flatMap(type -> Stream.of(type.getRecordComponents()))
            .map(RecordComponent::getName)
            .collect(Collectors.toUnmodifiableSet());

    private final SingletonSupplier<ObjectReader> reader;

    public FeedbackReader(CallLimits limits) {
        this.reader = SingletonSupplier.of(() -> reader(limits));
    }

    private record Body(
            @JsonDeserialize(contentConverter = Check.class) @Nullable
            List<CardFeedback> feedback) {}

    /** Checks each entry as soon as it is bound, so that the parser stands at the entry that is wrong. */
    static final class Check extends StdConverter<FeedbackEntry, CardFeedback> {
        @Override
        public CardFeedback convert(FeedbackEntry entry) {
            return entry.checked();
        }
    }

    private static ObjectReader reader(CallLimits limits) {
        return JsonMapper.builder(limits.json())
                .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                .changeDefaultNullHandling(nulls -> nulls.withContentNulls(Nulls.FAIL))
                .withCoercionConfig(
                        LogicalType.Textual,
                        strings -> strings.setCoercion(CoercionInputShape.Integer, CoercionAction.Fail)
                                .setCoercion(CoercionInputShape.Float, CoercionAction.Fail)
                                .setCoercion(CoercionInputShape.Boolean, CoercionAction.Fail))
                .build()
                .readerFor(Body.class);
    }

    /** Reads a batch; what is wrong with it is a {@link CdsHooksException}. */
    public List<CardFeedback> read(InputStream body) {
        try (var parser = reader.obtain().createParser(body)) {
            var entries = bind(parser).feedback();
            if (entries == null) {
                throw CdsHooksException.missing("feedback");
            }
            if (entries.size() > MAX_ENTRIES) {
                throw new CdsHooksException(FixedProblem.TOO_LARGE);
            }
            return entries;
        } catch (JacksonIOException e) {
            throw BodyLimit.exception(e);
        }
    }

    private Body bind(JsonParser parser) {
        try {
            return reader.obtain().readValue(parser);
        } catch (JacksonIOException e) {
            throw e;
        } catch (JacksonException e) {
            var path = path(parser.streamReadContext());
            var field = path.isEmpty() ? "(body)" : path;
            switch (NestedExceptionUtils.getMostSpecificCause(e)) {
                case CdsHooksException wrong when wrong.status() == HttpStatus.BAD_REQUEST -> throw wrong.within(field);
                // The body could not be read to its end, which Jackson takes for a mistake in the entry it was binding.
                case CdsHooksException limit -> throw limit;
                case IOException failure -> throw BodyLimit.exception(failure);
                default -> {}
            }
            throw e instanceof MismatchedInputException mismatch
                    ? CdsHooksException.wrongType(field, expected(mismatch.getTargetType()))
                    : CdsHooksException.malformed(field);
        }
    }

    /** Where the parser stands, for example {@code feedback[3].outcome}; only names that are defined are repeated. */
    private static String path(@Nullable TokenStreamContext context) {
        if (context == null || context.inRoot()) {
            return "";
        }
        var path = path(context.getParent());
        if (context.inArray()) {
            return context.hasCurrentIndex() ? path + "[" + context.getCurrentIndex() + "]" : path;
        }
        var name = context.currentName();
        return name == null || !NAMES.contains(name) ? path : path.isEmpty() ? name : path + "." + name;
    }

    private static String expected(@Nullable Class<?> type) {
        return Objects.equals(type, String.class)
                ? "a string"
                : type != null && List.class.isAssignableFrom(type)
                        ? "an array"
                        : Objects.equals(type, Body.class) ? "one JSON object and nothing after it" : "an object";
    }
}
