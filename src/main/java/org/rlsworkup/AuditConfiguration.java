package org.rlsworkup;

import java.time.InstantSource;
import org.rlsworkup.knowledge.Knowledge;
import org.rlsworkup.operations.AuditForms;
import org.rlsworkup.operations.AuditLog;
import org.rlsworkup.operations.PatientKeys;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Profile;

/** Who asked for what: not in the sandbox, where nobody is to be accounted for. */
@Configuration(proxyBeanMethods = false)
@Profile("!sandbox")
class AuditConfiguration {
    @Bean
    AuditLog audit(RlsProperties settings, Knowledge knowledge) {
        var secret = settings.patientKey();
        var forms = new AuditForms(knowledge.version(), secret == null ? patient -> null : new PatientKeys(secret)::of);
        return new AuditLog(
                settings.audit() == RlsProperties.Audit.FHIR ? forms::fhir : forms::own, InstantSource.system());
    }
}
