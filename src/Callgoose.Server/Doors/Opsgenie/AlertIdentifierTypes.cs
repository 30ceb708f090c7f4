using Callgoose.Http;
using Microsoft.AspNetCore.Http.Features;

namespace Callgoose.Doors.Opsgenie;

/// <summary>Reads what the identifier in a path is.</summary>
internal static class AlertIdentifierTypes
{
    /// <summary>The refusal of what does not exist here.</summary>
    public static readonly Problem Unknown = Problems.InvalidQuery("'identifierType' is 'id' or 'alias'; the short ids ('tiny') of Opsgenie do not exist here.");

    /// <summary>The type that a request names.</summary>
    public static AlertIdentifierType Of(IHttpRequestFeature request) =>
        !QueryParameters.TryFind(request.QueryString, "identifierType", out ReadOnlySpan<char> type) || type.Equals("id", StringComparison.OrdinalIgnoreCase) ? AlertIdentifierType.Id
        : type.Equals("alias", StringComparison.OrdinalIgnoreCase) ? AlertIdentifierType.Alias
        : AlertIdentifierType.Unknown;
}
