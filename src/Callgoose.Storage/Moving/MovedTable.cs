namespace Callgoose.Storage.Moving;

/// <summary>A table of a move, in a form that every store can read and write.</summary>
public sealed class MovedTable
{
    private MovedTable(string name, string columns)
    {
        Name = name;
        Columns =
        [
            .. columns.Split(' ').Select(static column => new MovedColumn(
                column.TrimStart('#', '@'), column[0] switch { '#' => MovedKind.Number, '@' => MovedKind.Id, _ => MovedKind.Bytes })),
        ];
    }

    /// <summary>The tokens, with the hashes of their secrets.</summary>
    public static MovedTable Tokens { get; } = new(
        "tokens", "@id hash name #kind bound_to #scopes environment #created_at #expires_at #revoked_at #debug_until rate #form verification #takes_get");

    /// <summary>The maintenances that began while a server ran, including ended ones; tags as <see cref="Maintenances.MaintenanceTags"/> writes them.</summary>
    public static MovedTable Maintenances { get; } = new("maintenances", "@id service #begins_at #ends_at tags reason begun_by");

    /// <summary>
    /// The incidents. <c>body</c> is the hash by which one without a key is found (<see cref="Contract.RowHashes.OfBody"/>); 0 and empty
    /// mean none.
    /// </summary>
    public static MovedTable Incidents { get; } = new(
        "incidents",
        "@id environment service @body #state #urgency #occurrences #triggered_at #last_seen_at #resolved_at #occurred_at #acknowledged_up_to #expires_at #held_until #due_at "
        + "#lines #notes #notes_left_out #text_line #text_line_at key_space integration filter #hops incident_key source title description members link");

    /// <summary>The lines of their timelines.</summary>
    public static MovedTable Lines { get; } = new("lines", "@incident #number #kind #origin #at cause @call_id comment");

    /// <summary>The changes of the lines of kind <c>updated</c>.</summary>
    public static MovedTable Changes { get; } = new("changes", "@incident #number title_was title_is description_was description_is #urgency_was #urgency_is joined");

    /// <summary>
    /// The order of the lines over all incidents. For each commit: the number of its first line, and for each line the id of the incident
    /// and the line's number in it (4 bytes).
    /// </summary>
    public static MovedTable Order { get; } = new("order", "#first #at lines");

    /// <summary>The newest resolve of each key (<see cref="Contract.RowHashes.OfKey"/>).</summary>
    public static MovedTable Resolves { get; } = new("resolves", "@key #at #received_at");

    /// <summary>The answers to deliveries (<see cref="Contract.RowHashes.OfDelivery"/>).</summary>
    public static MovedTable Deliveries { get; } = new("deliveries", "@delivery body_digest #received_at @call_id #verdict incidents results");

    /// <summary>The change events.</summary>
    public static MovedTable ChangeEvents { get; } = new("change events", "@id environment services source summary #at #received_at body");

    /// <summary>On an upstream: the highest number accepted from the queue of each relay.</summary>
    public static MovedTable Relays { get; } = new("relays", "@token @relay #sequence #at");

    /// <summary>The API log.</summary>
    public static MovedTable ApiCalls { get; } = new(
        "API log",
        "@id #received_at #microseconds environment @token_id token_name source remote_address scheme method url #status refusal verdicts #body_length body #left_out");

    /// <summary>The known destinations: the line after which each starts, and when it left the configuration.</summary>
    public static MovedTable Destinations { get; } = new("destinations", "name #since #removed_at");

    /// <summary>The content of the events that deliveries were created from, as JSON.</summary>
    public static MovedTable OutgoingEvents { get; } = new("outgoing events", "#sequence event");

    /// <summary>The deliveries, waiting ones and the history.</summary>
    public static MovedTable Outgoing { get; } = new(
        "outgoing deliveries",
        "#sequence id destination #event @incident environment service #number kind #urgent #state #tries #due_at #created_at #tried_at #finished_at #status answer #fell_back #told");

    /// <summary>The thread of an incident at a destination.</summary>
    public static MovedTable Threads { get; } = new("threads", "destination @incident thread #at");

    /// <summary>The line up to which the outbox was read, and the number of the newest delivery. No row if nothing was ever delivered.</summary>
    public static MovedTable Progress { get; } = new("delivery progress", "#taken #last");

    /// <summary>The events that were not read from the outbox yet, each with its incident at that time.</summary>
    public static MovedTable Outbox { get; } = new("outbox", "#sequence @incident #number #at #state #urgency #occurrences #last_seen_at #resolved_at title");

    /// <summary>The tables of delivery. A data folder has them in a file of their own, or has no such file.</summary>
    public static IReadOnlyList<MovedTable> OfDelivery { get; } = [Destinations, OutgoingEvents, Outgoing, Threads, Progress];

    /// <summary>All tables, in the order in which they are moved.</summary>
    public static IReadOnlyList<MovedTable> All { get; } =
        [Tokens, Maintenances, Incidents, Lines, Changes, Order, Resolves, Deliveries, ChangeEvents, Relays, .. OfDelivery, Outbox, ApiCalls];

    /// <summary>Its name.</summary>
    public string Name { get; }

    /// <summary>Its columns.</summary>
    public IReadOnlyList<MovedColumn> Columns { get; }
}
