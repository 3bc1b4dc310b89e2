package org.firstline.escalation.db;

import io.quarkus.hibernate.reactive.panache.PanacheEntityBase;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import org.firstline.escalation.domain.Department;
import org.firstline.escalation.domain.DepartmentId;

/** A department as people administer it. */
@Entity
@Table(name = "department")
public class DepartmentRow extends PanacheEntityBase {

    @Id
    public String id = "";

    @Column(name = "name_zh")
    public String nameZh = "";

    @Column(name = "name_en")
    public String nameEn = "";

    @Column(name = "takes_orders")
    public boolean takesOrders;

    @Version
    public long version;

    public Department toDomain() {
        return new Department(new DepartmentId(id), nameZh, nameEn, takesOrders);
    }

    /** Takes over everything but the id. */
    public void take(Department department) {
        nameZh = department.nameZh();
        nameEn = department.nameEn();
        takesOrders = department.takesOrders();
    }
}
