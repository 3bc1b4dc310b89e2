package org.firstline.diagnosis.connect;

import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import org.firstline.diagnosis.DiagnosisSettings;

/** Which line test is asked: the real one where a URL is set, else the embedded simulator. */
@ApplicationScoped
class LineTests {

    @Produces
    @ApplicationScoped
    LineTest lineTest(DiagnosisSettings settings, Vertx vertx) {
        DiagnosisSettings.LineTests set = settings.lineTest();
        return set.url()
                .<LineTest>map(url -> new HttpLineTest(vertx, url.toString(), set.token(), set.timeout()))
                .orElseGet(() -> new SimulatedLineTest(set.scripted()));
    }
}
