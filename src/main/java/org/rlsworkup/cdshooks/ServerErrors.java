package org.rlsworkup.cdshooks;

import java.io.IOException;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ErrorReportValve;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;

/**
 * What the server refuses before it knows whose request it is, answered as all other errors are, and not by its own
 * page.
 */
final class ServerErrors extends ErrorReportValve {
    @Override
    protected void report(Request request, Response response, @Nullable Throwable failure) {
        if (response.getStatus() < HttpStatus.BAD_REQUEST.value()
                || response.getContentWritten() > 0
                || !response.setErrorReported()) {
            return;
        }
        try {
            response.setContentType(MediaType.APPLICATION_JSON_VALUE);
            var writer = response.getReporter();
            if (writer != null) {
                writer.write(ErrorAnswers.json(response.getStatus()));
                response.finishResponse();
            }
        } catch (IOException | IllegalStateException e) {
            // The client has gone: there is nobody to answer.
        }
    }
}
