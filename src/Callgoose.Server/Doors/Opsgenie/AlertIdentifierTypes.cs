using Callgoose.Http;
using Microsoft.AspNetCore.Http.Features;

namespace Callgoose.Doors.Opsgenie;

/// <summary>Reads the type of an identifier in a path.</summary>
internal static class AlertIdentifierTypes
{
    /// <summary>The refusal of an unsupported type.</summary>
    public static readonly Problem Unknown = Problems.InvalidQuery("'identifierType' is 'id' or 'alias'; the short ids ('tiny') of Opsgenie do not exist here.");

    /// <summary>Returns the type that a request names.</summary>
    public static AlertIdentifierType Of(IHttpRequestFeature request) =>
        !QueryParameters.TryFind(request.QueryString, "identifierType", out ReadOnlySpan<char> type) || type.Equals("id", StringComparison.OrdinalIgnoreCase) ? AlertIdentifierType.Id
        : type.Equals("alias", StringComparison.OrdinalIgnoreCase) ? AlertIdentifierType.Alias
        : AlertIdentifierType.Unknown;
}
