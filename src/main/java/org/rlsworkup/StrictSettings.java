package org.rlsworkup;

import java.lang.reflect.RecordComponent;
import java.util.Collection;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationPropertiesBindHandlerAdvisor;
import org.springframework.boot.context.properties.bind.AbstractBindHandler;
import org.springframework.boot.context.properties.bind.BindContext;
import org.springframework.boot.context.properties.bind.BindHandler;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.source.ConfigurationProperty;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName.Form;
import org.springframework.boot.context.properties.source.ConfigurationPropertySource;
import org.springframework.boot.context.properties.source.IterableConfigurationPropertySource;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.core.Ordered;
import org.springframework.core.ResolvableType;
import org.springframework.core.annotation.Order;
import org.springframework.core.convert.ConversionException;
import org.springframework.core.env.PropertiesPropertySource;
import org.springframework.core.env.SystemEnvironmentPropertySource;
import org.springframework.util.Assert;

/**
 * Refuses names below {@code rls} that are no settings, at any depth, and says whose setting a wrong value is. Spring Boot
 * has a check of its own, which overlooks what is inside the elements of a list.
 */
final class StrictSettings implements ConfigurationPropertiesBindHandlerAdvisor {
    private static final ConfigurationPropertyName ROOT = ConfigurationPropertyName.of("rls");
    private static final ConfigurationPropertyName CLIENTS = ROOT.append("clients");
    /** Words that one name may have in an environment variable, where each blank is written as an underscore. */
    private static final int MOST_WORDS = 4;

    @Override
    public BindHandler apply(BindHandler handler) {
        return new AbstractBindHandler(handler) {
            @Override
            public <T> @Nullable Bindable<T> onStart(
                    ConfigurationPropertyName name, Bindable<T> target, BindContext context) {
                if (name.equals(ROOT)) {
                    context.getSources().forEach(source -> check(source, target.getType(), context));
                }
                return super.onStart(name, target, context);
            }

            @Override
            public @Nullable Object onFailure(
                    ConfigurationPropertyName name, Bindable<?> target, BindContext context, Exception error)
                    throws Exception {
                var property = context.getConfigurationProperty();
                if (error instanceof ConversionException && property != null && CLIENTS.isAncestorOf(name)) {
                    throw new IllegalArgumentException(
                            property.getName() + client(name, context)
                                    + expected(target.getType().resolve(Object.class)) + ": " + property.getValue(),
                            error);
                }
                return super.onFailure(name, target, context, error);
            }
        };
    }

    private static String expected(Class<?> type) {
        return type.isEnum()
                ? " must be one of "
                        + Stream.of(type.getEnumConstants())
                                .map(it ->
                                        it.toString().toLowerCase(Locale.ROOT).replace('_', '-'))
                                .collect(Collectors.joining(", "))
                : " cannot be read as " + type.getSimpleName();
    }

    /** Other programs may read variables and system properties that begin with RLS; none has clients. */
    private static void check(ConfigurationPropertySource source, ResolvableType type, BindContext context) {
        var origin = source.getUnderlyingSource();
        var isEnvironment = origin instanceof SystemEnvironmentPropertySource;
        var isShared = isEnvironment || origin instanceof PropertiesPropertySource;
        if (source instanceof IterableConfigurationPropertySource iterable) {
            iterable.stream()
                    .filter(ROOT::isAncestorOf)
                    .filter(name -> !isShared || (CLIENTS.isAncestorOf(name) && name.isNumericIndex(2)))
                    .forEach(name -> Assert.isTrue(
                            isSetting(name, 1, type, isEnvironment ? MOST_WORDS : 1),
                            () -> name + client(name, context) + " is no setting"
                                    + value(name, iterable.getConfigurationProperty(name))));
        }
    }

    /** Values of clients are no secrets. */
    private static String value(ConfigurationPropertyName name, @Nullable ConfigurationProperty property) {
        return property == null || !CLIENTS.isAncestorOf(name)
                ? ""
                : ": " + property.getValue() + (property.getOrigin() == null ? "" : " (" + property.getOrigin() + ")");
    }

    private static String client(ConfigurationPropertyName name, BindContext context) {
        if (!CLIENTS.isAncestorOf(name) || !name.isNumericIndex(CLIENTS.getNumberOfElements())) {
            return "";
        }
        var its = name.chop(CLIENTS.getNumberOfElements() + 1).append("name");
        for (var source : context.getSources()) {
            var property = source.getConfigurationProperty(its);
            if (property != null) {
                return " of client " + property.getValue();
            }
        }
        return "";
    }

    /**
     * Whether the rest of a name leads to something that is bound.
     *
     * @param at element of the name that names a member of this type
     * @param words how many elements may make up one name
     */
    private static boolean isSetting(ConfigurationPropertyName name, int at, ResolvableType type, int words) {
        var raw = type.resolve(Object.class);
        if (at == name.getNumberOfElements()) {
            return true;
        }
        if (Collection.class.isAssignableFrom(raw)) {
            return name.isNumericIndex(at) && isSetting(name, at + 1, type.getGeneric(0), words);
        }
        if (Map.class.isAssignableFrom(raw)) {
            return isSetting(name, at + 1, type.getGeneric(1), words);
        }
        if (!raw.isRecord()) {
            return false;
        }
        var written = new StringBuilder();
        for (var end = at; end < Math.min(at + words, name.getNumberOfElements()); end++) {
            written.append(name.getElement(end, Form.UNIFORM));
            var component = component(raw, written.toString());
            if (component != null
                    && isSetting(name, end + 1, ResolvableType.forType(component.getGenericType()), words)) {
                return true;
            }
        }
        return false;
    }

    private static @Nullable RecordComponent component(Class<?> type, String uniform) {
        return Stream.of(Objects.requireNonNull(type.getRecordComponents()))
                .filter(it -> it.getName().toLowerCase(Locale.ROOT).equals(uniform))
                .findFirst()
                .orElse(null);
    }

    /** Reports a wrong setting by the words of the check that refused it, instead of a stack trace. */
    @Order(Ordered.HIGHEST_PRECEDENCE)
    static final class WrongSetting extends AbstractFailureAnalyzer<IllegalArgumentException> {
        /** Null for any other exception: those of Spring Boot's conversion are reported by itself, with value and origin. */
        @Override
        protected @Nullable FailureAnalysis analyze(Throwable failure, IllegalArgumentException cause) {
            var message = cause.getMessage();
            return message == null || !message.startsWith("rls.")
                    ? null
                    : new FailureAnalysis(
                            message, "Correct this setting. The settings are described in README.md.", cause);
        }
    }
}
