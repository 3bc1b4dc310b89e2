package org.firstline.intake;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.util.Map;
import org.firstline.contracts.Catalogue;

/** The golden example of a work order, for another case and department. */
final class WorkOrderExample {

    private WorkOrderExample() {}

    static Map<String, Object> data(String caseId, String department) {
        try (InputStream file = Catalogue.class.getResourceAsStream(
                "/org/firstline/contracts/examples/org.firstline.escalation.work-order-opened.v1.json")) {
            ObjectNode data = (ObjectNode) Surroundings.JSON.readTree(file);
            data.put("caseId", caseId);
            data.put("department", department);
            return Surroundings.JSON.convertValue(data, new TypeReference<>() {});
        } catch (IOException e) {
            throw new IllegalStateException("expected the golden example of a work order", e);
        }
    }
}
