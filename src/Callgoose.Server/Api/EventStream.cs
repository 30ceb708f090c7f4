using System.Globalization;
using System.IO.Pipelines;
using System.Text;
using Callgoose.Incidents;
using Callgoose.Payloads;
using Callgoose.Storage.Reading;

namespace Callgoose.Api;

/// <summary>One stream of server-sent events (WHATWG HTML, section 9.2), and how far it has come.</summary>
/// <remarks>
/// The id of an event is the number of a transition. <c>begin</c> begins a stream, <c>transition</c> is one, <c>changed</c> tells
/// that something else was committed, such as one more occurrence, and <c>reset</c> that more happened than is told one by one:
/// read the list again.
/// </remarks>
/// <param name="transitions">Where it looks.</param>
/// <param name="environment">The environment that it follows.</param>
/// <param name="isSeen">Whether the client may see an incident of the environment.</param>
/// <param name="output">Where it goes.</param>
internal sealed class EventStream(ITransitionReader transitions, string environment, Func<IncidentSummary, bool> isSeen, PipeWriter output)
{
    /// <summary>How often it looks.</summary>
    public static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(250);

    /// <summary>After so many looks without an event a comment is sent, so that both ends and every proxy know that the other is there.</summary>
    private const int LooksToHeartbeat = 60;

    /// <summary>
    /// The same where the client sends nothing more: it has either closed its sending side only, or it is gone, which two writes tell. A
    /// stream that nobody reads would keep its place until then.
    /// </summary>
    private const int LooksToHeartbeatOfClosed = 2;

    /// <summary>A <c>changed</c> is not sent more often than this: every repeated trigger is one.</summary>
    private const int LooksBetweenChanges = 8;

    /// <summary>Who is further behind reads the list faster than this many events.</summary>
    private const int MaxBehind = 1000;

    private readonly StringBuilder text = new();
    private long position;
    private long version;
    private bool hasChanged;
    private int looks;
    private int looksSinceChange = LooksBetweenChanges;

    /// <summary>Whether it is time to see if the token is still valid: once a second or so.</summary>
    public bool IsDueToCheck => looks % 4 == 0;

    /// <summary>Begins the stream, with what was missed.</summary>
    /// <param name="after">The last event that the client has, or null if it has none.</param>
    /// <param name="cancellation">Ends the waiting.</param>
    public async Task<bool> BeginAsync(long? after, CancellationToken cancellation)
    {
        version = await transitions.VersionAsync();
        long newest = await transitions.NewestAsync();

        // A number from the future is one of another data folder.
        bool isLost = after > newest || newest - after > MaxBehind;
        position = after is null || isLost ? newest : after.Value;
        Append(isLost ? "reset" : "begin", position, "{}");
        await AppendTransitionsAsync();
        return await FlushAsync(cancellation);
    }

    /// <summary>Looks for what is new and sends it.</summary>
    /// <returns>Whether the client is still there, as far as is known.</returns>
    /// <param name="hasClosed">Whether the client has closed its sending side.</param>
    /// <param name="cancellation">Ends the waiting.</param>
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

    /// <returns>Whether there were any.</returns>
    private async ValueTask<bool> AppendTransitionsAsync()
    {
        long newest = await transitions.NewestAsync();
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

    /// <returns>False if the client is gone: what was sent before came back.</returns>
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
