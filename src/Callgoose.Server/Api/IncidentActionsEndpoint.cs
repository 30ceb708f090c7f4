using Callgoose.Auth;
using Callgoose.Configuration;
using Callgoose.Http;
using Callgoose.Incidents;
using Callgoose.Ingest;
using Callgoose.Storage;
using Callgoose.Storage.Commands;
using Callgoose.Storage.Contract;
using Callgoose.Storage.Reading;
using Callgoose.Storage.Tokens;
using Microsoft.AspNetCore.Http;

namespace Callgoose.Api;

/// <summary>
/// <c>POST /v1/incidents/{id}/acknowledge | unacknowledge | resolve</c>, with an optional <c>comment</c>. A token may act on each incident that it may see.
/// </summary>
internal sealed class IncidentActionsEndpoint(IncidentStore store, LiveSettings settings, TimeProvider clock)
{
    /// <summary>Returns the transition of an action name, or null if there is no such action.</summary>
    public static TransitionKind? KindOf(string action) => action switch
    {
        "acknowledge" => TransitionKind.Acknowledged,
        "unacknowledge" => TransitionKind.Unacknowledged,
        "resolve" => TransitionKind.Resolved,
        _ => null,
    };

    /// <summary>Changes an incident and shows its new state.</summary>
    /// <param name="context">The request.</param>
    /// <param name="token">The token that acts.</param>
    /// <param name="id">The incident's id.</param>
    /// <param name="kind">The transition.</param>
    public async Task ActAsync(HttpContext context, ApiToken token, string id, TransitionKind kind)
    {
        (JsonBody? body, Problem? problem) = await JsonBody.ReadAsync(context, "comment");
        string? comment = body?.Text("comment");
        problem ??= body!.Problem ?? IncidentNote.CheckLength(comment);
        if (!TimeOrderedId.TryParse(id, out TimeOrderedId incident) || !await IsInReachAsync(token, incident))
        {
            problem ??= Problems.IncidentNotFound;
        }

        if (problem is not null)
        {
            await ProblemResponse.WriteAsync(context.Features, problem);
            return;
        }

        long now = clock.GetUtcNow().ToUnixTimeMilliseconds();
        var command = new IncidentActionCommand(
            incident, token.Environment, new Transition(kind, now, $"token {token.Name}", store.Ids.Next(), string.IsNullOrWhiteSpace(comment) ? null : comment));
        problem = await store.CommitAsync(command) switch
        {
            CommitStatus.Committed => ProblemOf(command.Outcome),
            CommitStatus.Overloaded => Problems.Overloaded,
            _ => Problems.Unavailable,
        };
        await AnswerAsync(context, incident, problem);
    }

    /// <summary>Adds a note to the timeline of an incident and shows its new state.</summary>
    /// <param name="context">The request.</param>
    /// <param name="token">The token that writes.</param>
    /// <param name="id">The incident's id.</param>
    public async Task NoteAsync(HttpContext context, ApiToken token, string id)
    {
        (JsonBody? body, Problem? problem) = await JsonBody.ReadAsync(context, "note");
        string? note = body?.Text("note");
        problem ??= body!.Problem;
        if (!TimeOrderedId.TryParse(id, out TimeOrderedId incident) || !await IsInReachAsync(token, incident))
        {
            problem ??= Problems.IncidentNotFound;
        }

        problem ??= await NoteAsync(token, incident, note);
        await AnswerAsync(context, incident, problem);
    }

    private async Task<Problem?> NoteAsync(ApiToken token, TimeOrderedId incident, string? note)
    {
        if (IncidentNote.Check(note) is Problem refusal)
        {
            return refusal;
        }

        long now = clock.GetUtcNow().ToUnixTimeMilliseconds();
        var command = new NoteCommand(incident, token.Environment, new Transition(TransitionKind.Noted, now, $"token {token.Name}", store.Ids.Next(), note));
        return await store.CommitAsync(command) switch
        {
            CommitStatus.Committed => IncidentNote.RefusalOf(command.Outcome),
            CommitStatus.Overloaded => Problems.Overloaded,
            _ => Problems.Unavailable,
        };
    }

    /// <summary>Shows an incident as it is now, or the refusal.</summary>
    private async Task AnswerAsync(HttpContext context, TimeOrderedId id, Problem? problem)
    {
        if (problem is not null)
        {
            await ProblemResponse.WriteAsync(context.Features, problem);
            return;
        }

        IncidentDetails? now = await store.FindAsync(id);
        await (now is null
            ? ProblemResponse.WriteAsync(context.Features, Problems.IncidentNotFound)
            : JsonAnswer.WriteAsync(context, StatusCodes.Status200OK, json => IncidentJson.WriteDetails(json, now)));
    }

    /// <summary>
    /// Whether a token may see an incident. An incident never moves to another service or environment, so the result still holds for the commit that follows.
    /// </summary>
    private async ValueTask<bool> IsInReachAsync(ApiToken token, TimeOrderedId incident) =>
        await store.FindAsync(incident) is IncidentDetails details && TokenReach.Includes(token, details.Incident, settings.Current.Services);

    private static Problem? ProblemOf(ActionOutcome outcome) => outcome switch
    {
        ActionOutcome.NotFound => Problems.IncidentNotFound,
        ActionOutcome.Refused => Problems.IncidentIsOver,
        _ => null,
    };
}
