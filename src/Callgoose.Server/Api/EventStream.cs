using System.Globalization;
using System.IO.Pipelines;
using System.Text;
using Callgoose.Incidents;
using Callgoose.Payloads;
using Callgoose.Storage.Reading;

namespace Callgoose.Api;

/// <summary>A stream of server-sent events (WHATWG HTML, section 9.2) and its position.</summary>
/// <remarks>
/// The id of an event is the number of a transition. <c>begin</c> starts a stream. <c>transition</c> reports one transition. <c>changed</c> reports
/// any other commit, such as a repeated occurrence. <c>reset</c> means that too much happened to report one by one: the client must read the list again.
/// </remarks>
/// <param name="transitions">The source of the transitions.</param>
/// <param name="environment">The environment that the stream follows.</param>
/// <param name="isSeen">Tells whether the client may see an incident of the environment.</param>
/// <param name="output">The output.</param>
internal sealed class EventStream(ITransitionReader transitions, string environment, Func<IncidentSummary, bool> isSeen, PipeWriter output)
{
    /// <summary>How often the stream polls.</summary>
    public static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(250);

    /// <summary>The number of polls without an event after which a comment is sent, so that both ends and every proxy know that the connection is alive.</summary>
    private const int LooksToHeartbeat = 60;

    /// <summary>
    /// The same for a client that has closed its sending side. It may be gone: two writes find that out. Until then a stream without a reader would keep its place.
    /// </summary>
    private const int LooksToHeartbeatOfClosed = 2;

    /// <summary>The minimum number of polls between two <c>changed</c> events: every repeated trigger causes one.</summary>
    private const int LooksBetweenChanges = 8;

    /// <summary>A client that is more events behind than this gets a <c>reset</c>: reading the list is faster.</summary>
    private const int MaxBehind = 1000;

    private readonly StringBuilder text = new();
    private long position;
    private long version;
    private bool hasChanged;
    private int looks;
    private int looksSinceChange = LooksBetweenChanges;

    /// <summary>Whether to check again that the token is still valid: about once a second.</summary>
    public bool IsDueToCheck => looks % 4 == 0;

    /// <summary>Starts the stream and sends what the client missed.</summary>
    /// <param name="after">The last event that the client has, or null if it has none.</param>
    /// <param name="cancellation">Cancels the wait.</param>
    public async Task<bool> BeginAsync(long? after, CancellationToken cancellation)
    {
        version = await transitions.VersionAsync();
        long newest = await transitions.NewestAsync();

        // A number from the future belongs to another data folder.
        bool isLost = after > newest || newest - after > MaxBehind;
        position = after is null || isLost ? newest : after.Value;
        Append(isLost ? "reset" : "begin", position, "{}");
        await AppendTransitionsAsync();
        return await FlushAsync(cancellation);
    }

    /// <summary>Polls once and sends what is new.</summary>
    /// <returns>False if the client is known to be gone.</returns>
    /// <param name="hasClosed">Whether the client has closed its sending side.</param>
    /// <param name="cancellation">Cancels the wait.</param>
    public async Task<bool> LookAsync(bool hasClosed, CancellationToken cancellation)
    {
        looks++;
        looksSinceChange++;
        long now = await transitions.VersionAsync();
        if (now != version)
        {
            version = now;
            hasChanged = !await AppendTransitionsAsync() || hasChanged;
        }

        if (hasChanged && looksSinceChange >= LooksBetweenChanges)
        {
            hasChanged = false;
            looksSinceChange = 0;
            Append("changed", null, "{}");
        }

        if (text.Length == 0 && looks % (hasClosed ? LooksToHeartbeatOfClosed : LooksToHeartbeat) == 0)
        {
            text.Append(":\n\n");
        }

        return await FlushAsync(cancellation);
    }

    /// <returns>Whether there were any transitions.</returns>
    private async ValueTask<bool> AppendTransitionsAsync()
    {
        long newest = await transitions.NewestAsync();
        if (newest < position)
        {
            // The store has gone back, such as a database to a backup, and gives numbers again.
            position = newest;
            Append("reset", newest, "{}");
            return true;
        }

        IReadOnlyList<FollowedTransition> next = await transitions.AfterAsync(position, environment, MaxBehind + 1);
        if (next.Count > MaxBehind)
        {
            position = newest;
            Append("reset", newest, "{}");
            return true;
        }

        foreach (FollowedTransition followed in next.Where(followed => isSeen(followed.Incident)))
        {
            Append("transition", followed.Sequence, Json(followed));
        }

        position = Math.Max(newest, next.Count > 0 ? next[^1].Sequence : position);
        return next.Count > 0;
    }

    private void Append(string name, long? id, string data) => text.Append(
        CultureInfo.InvariantCulture, $"{(id is null ? string.Empty : string.Create(CultureInfo.InvariantCulture, $"id: {id}\n"))}event: {name}\ndata: {data}\n\n");

    private static string Json(FollowedTransition followed) => JsonText.Write(json =>
    {
        json.WriteTime("at"u8, followed.Transition.At);
        json.WriteString("transition"u8, followed.Transition.Kind.ToText());
        json.WriteString("cause"u8, followed.Transition.Cause);
        json.WriteStartObject("incident"u8);
        IncidentJson.WriteMembers(json, followed.Incident);
        json.WriteEndObject();
    });

    /// <returns>False if the client is gone: an earlier write failed.</returns>
    private async Task<bool> FlushAsync(CancellationToken cancellation)
    {
        if (text.Length == 0)
        {
            return true;
        }

        FlushResult sent = await output.WriteAsync(Encoding.UTF8.GetBytes(text.ToString()), cancellation);
        text.Clear();
        return !sent.IsCompleted;
    }
}
