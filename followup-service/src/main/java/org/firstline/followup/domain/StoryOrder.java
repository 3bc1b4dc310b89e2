package org.firstline.followup.domain;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The one order in which a case's story is told, whatever order its events arrived in: by time; one publisher's events
 * by their numbers; an effect never before its cause. Where clocks or broken causes contradict that (a circle), numbers
 * win over causes and causes over time, so that every set of events has exactly one order.
 */
public final class StoryOrder {

    private static final Comparator<Position> BY_TIME = Comparator.comparing(Position::at)
            .thenComparing(p -> p.event().publisher())
            .thenComparingLong(p -> p.event().number());

    private StoryOrder() {}

    /** The entries in the order of the story. Entries of one event id are told once each, in the order given. */
    public static <T> List<T> sort(List<T> entries, Function<T, Position> position) {
        Map<Publisher, List<Node<T>>> lanes = lanes(entries, position);
        PriorityQueue<Node<T>> free = new PriorityQueue<>(Comparator.comparing((Node<T> n) -> n.position, BY_TIME));
        Map<Publisher, Integer> told = new EnumMap<>(Publisher.class);
        Map<EventId, List<Node<T>>> waiting = new HashMap<>();
        lanes.keySet().forEach(publisher -> offer(lanes, told, publisher, free, waiting));
        List<T> story = new ArrayList<>(entries.size());
        while (story.size() < entries.size()) {
            Node<T> next = free.isEmpty() ? unblocked(waiting) : free.poll();
            story.add(next.entry);
            Publisher publisher = next.position.event().publisher();
            told.merge(publisher, 1, Integer::sum);
            offer(lanes, told, publisher, free, waiting);
            release(lanes, told, publisher, free, waiting);
        }
        return story;
    }

    private static final class Node<T> {
        private final T entry;
        private final Position position;

        Node(T entry, Position position) {
            this.entry = entry;
            this.position = position;
        }
    }

    private static <T> Map<Publisher, List<Node<T>>> lanes(List<T> entries, Function<T, Position> position) {
        Map<Publisher, List<Node<T>>> lanes = new EnumMap<>(Publisher.class);
        for (T entry : entries) {
            Position at = position.apply(entry);
            lanes.computeIfAbsent(at.event().publisher(), p -> new ArrayList<>())
                    .add(new Node<>(entry, at));
        }
        lanes.values()
                .forEach(lane -> lane.sort(
                        Comparator.comparingLong(n -> n.position.event().number())));
        return lanes;
    }

    /** The head of a publisher's lane is free to be told, or waits until its cause is. */
    private static <T> void offer(
            Map<Publisher, List<Node<T>>> lanes,
            Map<Publisher, Integer> told,
            Publisher publisher,
            PriorityQueue<Node<T>> free,
            Map<EventId, List<Node<T>>> waiting) {
        List<Node<T>> lane = lanes.get(publisher);
        int at = told.getOrDefault(publisher, 0);
        if (lane == null || at == lane.size()) {
            return;
        }
        Node<T> head = lane.get(at);
        EventId cause = head.position.cause();
        if (cause != null && cause.publisher() != publisher && isUntold(lanes, told, cause)) {
            waiting.computeIfAbsent(cause, c -> new ArrayList<>()).add(head);
        } else {
            free.add(head);
        }
    }

    /** A publisher went one on: whoever waited for that is free now. */
    private static <T> void release(
            Map<Publisher, List<Node<T>>> lanes,
            Map<Publisher, Integer> told,
            Publisher publisher,
            PriorityQueue<Node<T>> free,
            Map<EventId, List<Node<T>>> waiting) {
        waiting.entrySet().removeIf(one -> {
            boolean over = one.getKey().publisher() == publisher && !isUntold(lanes, told, one.getKey());
            if (over) {
                free.addAll(one.getValue());
            }
            return over;
        });
    }

    /** The cause, or an event of its publisher before it, is among the entries and still to be told. */
    private static <T> boolean isUntold(
            Map<Publisher, List<Node<T>>> lanes, Map<Publisher, Integer> told, EventId cause) {
        List<Node<T>> lane = lanes.get(cause.publisher());
        int at = told.getOrDefault(cause.publisher(), 0);
        return lane != null && at < lane.size() && lane.get(at).position.event().number() <= cause.number();
    }

    private static <T> Node<T> unblocked(Map<EventId, List<Node<T>>> waiting) {
        @Nullable Node<T> first = null;
        for (List<Node<T>> nodes : waiting.values()) {
            for (Node<T> node : nodes) {
                if (first == null || BY_TIME.compare(node.position, first.position) < 0) {
                    first = node;
                }
            }
        }
        if (first == null) {
            throw new IllegalStateException("expected an entry that waits for its cause, found none");
        }
        Node<T> out = first;
        waiting.values().forEach(nodes -> nodes.remove(out));
        waiting.values().removeIf(List::isEmpty);
        return out;
    }
}
