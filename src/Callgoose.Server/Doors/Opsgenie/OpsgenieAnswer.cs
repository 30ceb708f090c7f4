using Callgoose.Http;
using Microsoft.AspNetCore.Http;

namespace Callgoose.Doors.Opsgenie;

/// <summary>Refusals in the format of the Alert API.</summary>
internal static class OpsgenieAnswer
{
    /// <summary>Returns the text of a refusal.</summary>
    public static byte[] Of(Problem problem) => DoorAnswer.Object(json =>
    {
        json.WriteString("message"u8, problem.Status switch
        {
            // One text for every cause: it must not reveal which tokens exist.
            StatusCodes.Status401Unauthorized when problem == Problems.Unauthorized => "Could not authenticate: send a token with the scope 'process' as 'Authorization: GenieKey TOKEN'.",
            StatusCodes.Status422UnprocessableEntity => "Request body is not processable. Please check the errors.",
            _ => DoorAnswer.DetailOf(problem),
        });
        if (problem.Status == StatusCodes.Status422UnprocessableEntity)
        {
            json.WriteStartObject("errors"u8);
            json.WriteString("request"u8, problem.Detail);
            json.WriteEndObject();
        }

        json.WriteNumber("code"u8, problem.Status);
    });
}
