using Callgoose.Auth;
using Callgoose.Configuration;
using Callgoose.Doors.Opsgenie;
using Callgoose.Http;
using Callgoose.Incidents;
using Callgoose.Storage;
using Callgoose.Storage.Commands;
using Callgoose.Storage.Reading;
using Callgoose.Storage.Tokens;
using Callgoose.Threads;

namespace Callgoose.Ingest;

/// <summary>Replaces the filters for notes of Opsgenie's Alert API: adds a note to the timeline of an incident.</summary>
internal sealed class NoteStep(IncidentStore store, LiveSettings settings, LongWork longWork)
{
    /// <summary>The most pages to search for an alias: the newest open incidents that contain it in their title or key.</summary>
    private const int MaxPages = 20;

    private static readonly Problem NoSuchAlert = new(404, "alert-not-found", "Alert not found", "There is no alert with this identifier in reach of the API key.");

    /// <summary>The refusal on a relay. The alert is at the upstream, which would never receive the note.</summary>
    private static readonly Problem NotRelayed = new(
        404, "not-supported", "Not supported", "This server is a relay, and notes are not relayed; send them to its upstream. Nothing was done.");

    /// <summary>Adds a note. Returns when the note and the outcome of its request are durable.</summary>
    /// <param name="token">The token of the call.</param>
    /// <param name="call">The call.</param>
    /// <param name="note">The note.</param>
    /// <returns>The refusal, or null.</returns>
    public async ValueTask<Problem?> KeepAsync(ApiToken token, IncomingCall call, AlertNote note)
    {
        // Notes are rare, so plain code looks up the alert.
        await longWork.TurnAsync();
        if (settings.Current.Relay is not null)
        {
            return NotRelayed;
        }

        if (IncidentNote.Check(note.Text) is Problem refusal)
        {
            return refusal;
        }

        if (await FindAsync(token, note) is not IncidentSummary alert)
        {
            return NoSuchAlert;
        }

        var command = new NoteCommand(
            alert.Id, token.Environment, new Transition(TransitionKind.Noted, call.ReceivedAt, $"token {token.Name}", call.Id, note.Text)) { Call = call };
        return StoreStep.RefusalOf(await store.CommitAsync(command)) ?? IncidentNote.RefusalOf(command.Outcome);
    }

    private async ValueTask<IncidentSummary?> FindAsync(ApiToken token, AlertNote note)
    {
        if (!note.IsAlias)
        {
            return TimeOrderedId.TryParse(note.Identifier, out TimeOrderedId id) && (await store.FindAsync(id))?.Incident is IncidentSummary found
                && TokenReach.Includes(token, found, settings.Current.Services) ? found : null;
        }

        var query = new IncidentQuery
        {
            Environment = token.Environment,
            Services = TokenReach.ServicesOf(token, settings.Current.Services),
            State = IncidentStateFilter.Active,
            Search = note.Identifier,
            Limit = 500,
        };
        for (int i = 0; i < MaxPages; i++)
        {
            IncidentPage page = await store.ListAsync(query);
            if (page.Incidents.FirstOrDefault(incident => incident.IncidentKey == note.Identifier && incident.Integration == "Opsgenie") is IncidentSummary found)
            {
                return found;
            }

            if (page.NextCursor is not long next)
            {
                return null;
            }

            query = query with { BeforeSequence = next };
        }

        return null;
    }
}
