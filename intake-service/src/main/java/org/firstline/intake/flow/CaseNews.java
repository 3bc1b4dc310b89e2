package org.firstline.intake.flow;

import org.firstline.intake.domain.CaseId;
import org.firstline.intake.domain.Input;

/** What another service says of one of our cases. */
public record CaseNews(CaseId id, Input input) {}
