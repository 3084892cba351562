package org.rlsworkup.operations;

import io.micrometer.tracing.Span;
import io.micrometer.tracing.Tracer;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.springframework.jdbc.datasource.DelegatingDataSource;

/** Makes the use of each connection a span, from when it is asked for until it is given back. No SQL is in it. */
final class TracedDataSource extends DelegatingDataSource {
    private final Tracer tracer;

    TracedDataSource(DataSource pool, Tracer tracer) {
        super(pool);
        this.tracer = tracer;
    }

    @Override
    public Connection getConnection() throws SQLException {
        var span = tracer.spanBuilder().kind(Span.Kind.CLIENT).name("database").start();
        Connection connection = null;
        try {
            connection = super.getConnection();
            return traced(connection, span);
        } finally {
            if (connection == null) {
                span.end();
            }
        }
    }

    private static Connection traced(Connection connection, Span span) {
        return (Connection) Proxy.newProxyInstance(
                TracedDataSource.class.getClassLoader(), new Class<?>[] {Connection.class}, (proxy, method, values) -> {
                    try {
                        return method.invoke(connection, values);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    } finally {
                        if (method.getName().equals("close")) {
                            span.end();
                        }
                    }
                });
    }
}
