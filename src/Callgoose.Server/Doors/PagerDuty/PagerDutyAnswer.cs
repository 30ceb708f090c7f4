using Callgoose.Http;
using Microsoft.AspNetCore.Http;

namespace Callgoose.Doors.PagerDuty;

/// <summary>Refusals in the format of the Events API v2.</summary>
internal static class PagerDutyAnswer
{
    /// <summary>Returns the text of a refusal.</summary>
    /// <param name="problem">The reason.</param>
    /// <param name="status">The HTTP status of the refusal.</param>
    public static byte[] Of(Problem problem, int status) => status switch
    {
        // One text for every cause: it must not reveal which tokens exist.
        _ when problem == Problems.Unauthorized => Text(
            "invalid event",
            "Event object is invalid",
            "Invalid routing key: it is the text of a token with the scope 'process', as 'callgoose tokens create --routing-key' prints it, in 'routing_key' or the header 'X-Routing-Key'."),
        StatusCodes.Status400BadRequest => Text("invalid event", "Event object is invalid", DoorAnswer.DetailOf(problem)),
        StatusCodes.Status404NotFound => Text("not found", problem.Title, problem.Detail),
        StatusCodes.Status429TooManyRequests => Text("throttle exceeded", problem.Title, problem.Detail),
        _ => Text("error", problem.Title, problem.Detail),
    };

    private static byte[] Text(string status, string message, string error) => DoorAnswer.Object(json =>
    {
        json.WriteString("status"u8, status);
        json.WriteString("message"u8, message);
        json.WriteStartArray("errors"u8);
        json.WriteStringValue(error);
        json.WriteEndArray();
    });
}
