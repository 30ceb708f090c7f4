using System.Globalization;
using System.Text;
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
/// The Alert API of Opsgenie (docs.opsgenie.com, "Alert API"): <c>POST /v2/alerts</c>, <c>/v2/alerts/{identifier}/close</c> and
/// <c>/acknowledge</c>, with the token as API key. The integration <c>Opsgenie</c> defines what requests mean. For its filters the door writes the action and
/// the alias into the body.
/// </summary>
/// <param name="aliasOf">Returns the alias of an alert that a token may see, by the id of its incident; null if there is none. Waits for its turn to read.</param>
/// <param name="clock">The clock.</param>
internal sealed class OpsgenieDoor(Func<ApiToken, TimeOrderedId, ValueTask<string?>> aliasOf, TimeProvider clock) : IDoor
{
    /// <summary>The refusal of an alert that would have no effect. The sender must learn that.</summary>
    private static readonly Problem Unheard = new(
        422, "unheard", "No service takes it", "No service in reach of the API key has the integration 'Opsgenie'; add it to 'integrations' of the service.");

    /// <summary>The refusal of any other method.</summary>
    public static readonly Problem OnlyPosted = new(
        405, "method-not-allowed", "Method not allowed", "Alerts are sent here with POST; to list, read, change and delete them is not supported. Nothing was done.")
    {
        Allow = "POST",
    };

    private static readonly Problem NoSuchAlert = new(
        404, "alert-not-found", "Alert not found", "There is no alert with this id that came by this API in the environment of the key.");

    /// <inheritdoc/>
    public string Name => "opsgenie";

    /// <inheritdoc/>
    public bool Takes(string method, string path) => AlertPath.TryParse(path, out AlertPath alert) && alert.Action != AlertAction.Note;

    /// <inheritdoc/>
    public Problem? RefusalOf(string method) => RequestMethod.IsPost(method) ? null : OnlyPosted;

    /// <inheritdoc/>
    public bool TakesSigned(IHttpRequestFeature request) => AlertPath.Of(request.Path).Action == AlertAction.Create;

    /// <inheritdoc/>
    public ReadOnlySpan<char> FindToken(IHttpRequestFeature request, Span<char> buffer) => PresentedToken.Find(request, buffer);

    /// <inheritdoc/>
    public Problem? TakeHead(IHttpRequestFeature request, IncomingCall call)
    {
        var alert = AlertPath.Of(request.Path);
        if (alert.Action != AlertAction.Create && AlertIdentifierTypes.Of(request) == AlertIdentifierType.Unknown)
        {
            return AlertIdentifierTypes.Unknown;
        }

        call.Source = call.Text.Append("Opsgenie"u8);

        // The outcome can be queried by the id of the call, so it is kept like the outcome of a delivery.
        call.DeliveryId = AlertRequest.Append(call.Text, alert.Action, call.Id);
        return HopCount.Take(request, call);
    }

    /// <inheritdoc/>
    public Problem? TakeBody(IHttpRequestFeature request, IncomingCall call, out PayloadForm form)
    {
        form = PayloadForm.Json;
        var alert = AlertPath.Of(request.Path);
        if (alert.Action != AlertAction.Create && call.Body.Written.Trim(" \t\r\n"u8).IsEmpty)
        {
            call.Body.Reset();
            call.Body.Append("{}"u8);
        }

        PayloadError error = JsonMembers.Check(call.Body, out bool isObject);
        if (!error.IsNone || !isObject)
        {
            return error.IsNone ? Unprocessable("The body is a JSON object, and this is another value.") : Problems.InvalidPayload(error, call.Body.Written);
        }

        if (alert.Action == AlertAction.Create)
        {
            return CompleteNew(call);
        }

        JsonMembers.Add(call.Body, alert.Action == AlertAction.Close ? "\"action\":\"Close\""u8 : "\"action\":\"Acknowledge\""u8);
        if (AlertIdentifierTypes.Of(request) == AlertIdentifierType.Alias)
        {
            AddAlias(call, alert.Identifier);
        }

        return null;
    }

    /// <inheritdoc/>
    public async ValueTask<Problem?> LookUpAsync(IHttpRequestFeature request, ApiToken token, IncomingCall call)
    {
        var alert = AlertPath.Of(request.Path);
        if (alert.Action == AlertAction.Create || AlertIdentifierTypes.Of(request) == AlertIdentifierType.Alias)
        {
            return null;
        }

        if (!TimeOrderedId.TryParse(alert.Identifier, out TimeOrderedId incident) || await aliasOf(token, incident) is not string alias)
        {
            return NoSuchAlert;
        }

        AddAlias(call, alias);
        return null;
    }

    /// <inheritdoc/>
    public int StatusOf(IncomingCall call) =>
        call.AnyFilterPassed || call.IsSourceKnown ? StatusCodes.Status202Accepted : StatusCodes.Status422UnprocessableEntity;

    /// <inheritdoc/>
    public void Answer(IFeatureCollection features, IncomingCall call)
    {
        if (StatusOf(call) != StatusCodes.Status202Accepted)
        {
            DoorAnswer.Write(features, StatusOf(call), OpsgenieAnswer.Of(Unheard));
            return;
        }

        WriteAccepted(features, call, clock);
    }

    /// <summary>Answers that a request was accepted, with the id of its call. Overwrites the texts of the call.</summary>
    public static void WriteAccepted(IFeatureCollection features, IncomingCall call, TimeProvider clock)
    {
        call.Text.Reset();
        call.Text.Append("{\"result\":\"Request will be processed\",\"took\":"u8);
        double took = Math.Max(0, clock.GetUtcNow().ToUnixTimeMilliseconds() - call.ReceivedAt) / 1000.0;
        took.TryFormat(call.Text.Reserve(32), out int digits, "0.000", CultureInfo.InvariantCulture);
        call.Text.Commit(digits);
        call.Text.Append(",\"requestId\":\""u8);
        call.Id.WriteText(call.Text.Reserve(TimeOrderedId.TextLength));
        call.Text.Commit(TimeOrderedId.TextLength);
        call.Text.Append("\"}"u8);
        DoorAnswer.Write(features, StatusCodes.Status202Accepted, call.Text.Written);
    }

    /// <inheritdoc/>
    public Task RefuseAsync(IFeatureCollection features, Problem problem)
    {
        DoorAnswer.Refuse(features, problem, problem.Status, OpsgenieAnswer.Of(problem));
        return Task.CompletedTask;
    }

    private static Problem? CompleteNew(IncomingCall call)
    {
        ReadOnlySpan<byte> json = call.Body.Written;
        if (JsonMembers.FindText(json, "message"u8).IsEmpty)
        {
            return Unprocessable("'message' is missing, blank or not a text.");
        }

        if (JsonMembers.Find(json, "alias"u8, out JsonTokenType written).Length > 0 && written is not (JsonTokenType.String or JsonTokenType.Null))
        {
            // A substitute alias would not match the close request.
            return Unprocessable("'alias' is not a text; write it in quotes.");
        }

        bool hasAlias = !JsonMembers.FindText(json, "alias"u8).IsEmpty;
        JsonMembers.Add(call.Body, "\"action\":\"Create\""u8);
        if (!hasAlias)
        {
            Span<byte> alias = stackalloc byte[TimeOrderedId.TextLength];
            call.Id.WriteText(alias);
            Span<byte> member = stackalloc byte[9 + TimeOrderedId.TextLength + 1];
            "\"alias\":\""u8.CopyTo(member);
            alias.CopyTo(member[9..]);
            member[^1] = (byte)'"';
            JsonMembers.Add(call.Body, member);
        }

        return null;
    }

    private static void AddAlias(IncomingCall call, string alias) =>
        JsonMembers.Add(call.Body, Encoding.UTF8.GetBytes(string.Concat("\"alias\":\"", JsonEncodedText.Encode(alias).Value, "\"")));

    /// <summary>Creates the refusal of an invalid body.</summary>
    public static Problem Unprocessable(string detail) => new(422, "unprocessable-alert", "Request body is not processable", detail);
}
