using System.Text.Json;
using Callgoose.Auth;
using Callgoose.Http;
using Callgoose.Incidents;
using Callgoose.Payloads;
using Callgoose.Storage.Tokens;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace Callgoose.Doors.Opsgenie;

/// <summary>
/// Notes of Opsgenie's Alert API (docs.opsgenie.com, "Alert API"): <c>POST /v2/alerts/{identifier}/notes</c>. No filter runs over them and they open no incident: they
/// are entries on the timeline of an incident.
/// </summary>
/// <param name="keep">Adds a note to the alert that an identifier names, and returns when it is durable.</param>
/// <param name="clock">The clock.</param>
internal sealed class OpsgenieNoteDoor(Func<ApiToken, IncomingCall, AlertNote, ValueTask<Problem?>> keep, TimeProvider clock) : IDoor
{
    /// <inheritdoc/>
    public string Name => "opsgenie";

    /// <inheritdoc/>
    public bool IsForFilters => false;

    /// <inheritdoc/>
    public bool Takes(string method, string path) => AlertPath.TryParse(path, out AlertPath alert) && alert.Action == AlertAction.Note;

    /// <inheritdoc/>
    public Problem? RefusalOf(string method) => RequestMethod.IsPost(method) ? null : OpsgenieDoor.OnlyPosted;

    /// <inheritdoc/>
    public bool TakesSigned(IHttpRequestFeature request) => false;

    /// <inheritdoc/>
    public ReadOnlySpan<char> FindToken(IHttpRequestFeature request, Span<char> buffer) => PresentedToken.Find(request, buffer);

    /// <inheritdoc/>
    public Problem? TakeHead(IHttpRequestFeature request, IncomingCall call)
    {
        if (AlertIdentifierTypes.Of(request) == AlertIdentifierType.Unknown)
        {
            return AlertIdentifierTypes.Unknown;
        }

        call.Source = call.Text.Append("Opsgenie"u8);
        call.DeliveryId = AlertRequest.Append(call.Text, AlertAction.Note, call.Id);
        return null;
    }

    /// <inheritdoc/>
    public Problem? TakeBody(IHttpRequestFeature request, IncomingCall call, out PayloadForm form)
    {
        form = PayloadForm.Json;
        PayloadError error = JsonMembers.Check(call.Body, out bool isObject);
        return !error.IsNone ? Problems.InvalidPayload(error, call.Body.Written)
            : !isObject ? OpsgenieDoor.Unprocessable("The body is a JSON object, and this is another value.")
            : JsonMembers.FindText(call.Body.Written, "note"u8).IsEmpty ? OpsgenieDoor.Unprocessable("'note' is missing, blank or no text.")
            : null;
    }

    /// <inheritdoc/>
    public ValueTask<Problem?> LookUpAsync(IHttpRequestFeature request, ApiToken token, IncomingCall call)
    {
        // TakeBody has checked that it is a text. The token identifies the author, instead of 'user' and 'source'.
        Utf8JsonReader note = new(JsonMembers.FindText(call.Body.Written, "note"u8), JsonMembers.Options);
        note.Read();
        return keep(token, call, new AlertNote(AlertPath.Of(request.Path).Identifier, AlertIdentifierTypes.Of(request) == AlertIdentifierType.Alias, note.GetString()!));
    }

    /// <inheritdoc/>
    public int StatusOf(IncomingCall call) => StatusCodes.Status202Accepted;

    /// <inheritdoc/>
    public void Answer(IFeatureCollection features, IncomingCall call) => OpsgenieDoor.WriteAccepted(features, call, clock);

    /// <inheritdoc/>
    public Task RefuseAsync(IFeatureCollection features, Problem problem)
    {
        DoorAnswer.Refuse(features, problem, problem.Status, OpsgenieAnswer.Of(problem));
        return Task.CompletedTask;
    }
}
