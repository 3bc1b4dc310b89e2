package org.firstline.escalation.domain;

import org.firstline.escalation.domain.Terms.Category;
import org.firstline.escalation.domain.Terms.Grade;
import org.firstline.escalation.domain.Terms.ServiceLine;

/** What routing goes by. */
public record Fault(Category category, ServiceLine serviceLine, Grade grade, String faultClass, String region) {

    static Fault of(Request request) {
        return new Fault(
                request.category(),
                request.facts().serviceLine(),
                request.grade(),
                request.faultClass(),
                request.facts().region());
    }
}
