package org.firstline.escalation.domain;

import static org.assertj.core.api.Assertions.assertThat;

import org.firstline.escalation.domain.Terms.OwnerKind;
import org.firstline.escalation.domain.Terms.ReturnReason;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** An order of the wrong department. */
class ReroutingTest {

    @Test
    void it_goes_where_the_department_points_to() {
        WorkOrder.Known order = back(Any.submitted(), Any.ACCESS, Any.CORE);

        assertThat(order.handover().department()).isEqualTo(Any.CORE);
        assertThat(order.handover().submission()).isEqualTo(2);
    }

    @Test
    void without_a_pointer_it_goes_to_the_rules_alternative() {
        assertThat(back(Any.submitted(), Any.ACCESS, null).handover().department())
                .isEqualTo(Any.FIELD);
        assertThat(back(Any.submitted(), Any.ACCESS, new DepartmentId("nobody"))
                        .handover()
                        .department())
                .isEqualTo(Any.FIELD);
    }

    @Test
    void between_two_departments_it_goes_to_a_person() {
        WorkOrder.Known there = back(Any.submitted(), Any.ACCESS, Any.FIELD);
        WorkOrder.Known back = back(there, Any.FIELD, Any.ACCESS);

        assertThat(back).isInstanceOf(WorkOrder.Returned.class);
        assertThat(back.accountability().owner()).isEqualTo(OwnerKind.FIRST_LINE);
    }

    @Test
    void however_long_departments_point_to_each_other_it_ends_with_a_person() {
        WorkOrder.Known order = Any.submitted();
        int hops = 0;
        while (order instanceof WorkOrder.Submitted) {
            DepartmentId from = order.handover().department();
            order = back(order, from, from.equals(Any.CORE) ? Any.ACCESS : Any.CORE);
            hops++;
        }

        assertThat(hops).isLessThanOrEqualTo(3);
        assertThat(order).isInstanceOf(WorkOrder.Returned.class);
    }

    @Test
    void a_person_may_send_it_where_it_has_been() {
        WorkOrder.Known returned = back(back(Any.submitted(), Any.ACCESS, Any.FIELD), Any.FIELD, Any.ACCESS);
        WorkOrder.Known again = Any.after(
                returned,
                new Input.Resubmit(Any.ORDER, "agent-li", Any.ACCESS, new FreeText("measured")),
                Any.minutes(9));

        assertThat(again.handover().department()).isEqualTo(Any.ACCESS);
        assertThat(back(again, Any.ACCESS, Any.FIELD).handover().department()).isEqualTo(Any.FIELD);
    }

    @Test
    void the_old_department_has_no_say_any_more() {
        WorkOrder.Known there = back(Any.submitted(), Any.ACCESS, Any.FIELD);

        assertThat(Lifecycle.decide(there, Any.resolve(), Any.minutes(9), Any.BOOK))
                .isInstanceOfSatisfying(Decision.Refuse.class, refused -> assertThat(refused.code())
                        .isEqualTo("not-your-order"));
    }

    private static WorkOrder.Known back(WorkOrder order, DepartmentId from, @Nullable DepartmentId suggested) {
        return Any.after(
                order,
                new Input.Return(Any.ORDER, from, "x", ReturnReason.WRONG_DEPARTMENT, suggested, null),
                Any.minutes(3));
    }
}
