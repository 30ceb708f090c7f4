using Callgoose.Schema;

namespace Callgoose.Delivery.Configuration;

/// <summary>The rules for the delivery settings of a configuration. Once released, their ids are a contract.</summary>
public static class DeliveryRules
{
    /// <summary>A destination has an unknown kind.</summary>
    public static readonly SchemaRule UnknownKind = new("CG4020", "Kinds of destinations are known");

    /// <summary>A route, or a fallback, names a destination that does not exist.</summary>
    public static readonly SchemaRule UnknownDestination = new("CG4021", "Destinations are there");

    /// <summary>A secret is written in the file itself.</summary>
    public static readonly SchemaRule PlainSecret = new("CG4022", "Secrets are given by reference");

    /// <summary>A value of a destination, a route or of delivery has an invalid form.</summary>
    public static readonly SchemaRule BadValue = new("CG4023", "Values of delivery are well-formed");

    /// <summary>A setting belongs to a later version.</summary>
    public static readonly SchemaRule NotYet = new("CG4024", "What comes later is left out");

    /// <summary>A route matches a service or a team that the file does not have.</summary>
    public static readonly SchemaRule UnknownName = new("CG4025", "Services and teams of routes are there");

    /// <summary>A route matches a name that nothing seems to have.</summary>
    public static readonly SchemaRule DoubtfulName = new("CG4026", "Names of routes are known, or meant") { IsWarning = true };

    /// <summary>A token is sent over plain http to another machine.</summary>
    public static readonly SchemaRule OpenToken = new("CG4027", "Tokens go over https") { IsWarning = true };

    /// <summary>All rules, by id.</summary>
    public static IReadOnlyList<SchemaRule> All { get; } = [UnknownKind, UnknownDestination, PlainSecret, BadValue, NotYet, UnknownName, DoubtfulName, OpenToken];
}
