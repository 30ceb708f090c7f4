using Callgoose.Auth;
using Callgoose.Configuration;
using Callgoose.Doors.PagerDuty;
using Callgoose.Http;
using Callgoose.Incidents;
using Callgoose.Storage;
using Callgoose.Storage.Commands;
using Callgoose.Storage.Tokens;
using Callgoose.Threads;

namespace Callgoose.Ingest;

/// <summary>Replaces the filters for change events: stores the event.</summary>
internal sealed class ChangeStep(IncidentStore store, LiveSettings settings, LongWork longWork)
{
    /// <summary>The refusal of an event that nobody would see. The sender must learn that.</summary>
    private static readonly Problem Unheard = new(
        400, "invalid-event", "Invalid event", "The routing key reaches no service; make one whose team or service is in the configuration.");

    /// <summary>Stores the change event of a call and returns when it is durable.</summary>
    /// <param name="token">The token of the call.</param>
    /// <param name="call">The call.</param>
    /// <returns>The refusal, or null.</returns>
    public async ValueTask<Problem?> KeepAsync(ApiToken token, IncomingCall call)
    {
        // Change events are rare, so plain code reads them.
        await longWork.TurnAsync();
        string[] services = [.. settings.Current.Services.Where(service => TokenReach.Includes(token, service)).Select(static service => service.Name)];
        if (services.Length == 0)
        {
            return Unheard;
        }

        return PagerDutyChange.Read(call, token.Environment, services, out ChangeEvent? change)
            ?? StoreStep.RefusalOf(await store.CommitAsync(new RecordChangeCommand(change!)));
    }
}
