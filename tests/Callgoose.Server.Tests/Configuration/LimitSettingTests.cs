using System.Globalization;
using Callgoose.Configuration;

namespace Callgoose.Server.Tests.Configuration;

/// <summary>Each limit sets the property of its name and no other, and its bounds are exact.</summary>
public class LimitSettingTests
{
    public static TheoryData<string> Names => [.. LimitSetting.All.Select(static limit => limit.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void A_limit_changes_its_own_property_and_nothing_else(string name)
    {
        LimitSetting limit = LimitSetting.All.Single(limit => limit.Name == name);
        var before = new ServerLimits();

        ServerLimits after = limit.With(before, limit.Most);

        Assert.Equal(limit.Most, limit.Get(after));
        string[] changed = [.. typeof(ServerLimits).GetProperties()
            .Where(property => !Equals(property.GetValue(before), property.GetValue(after)))
            .Select(static property => property.Name)];
        Assert.Equal([char.ToUpperInvariant(name[0]) + name[1..]], changed);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Its_bounds_are_taken_and_what_lies_past_them_is_not(string name)
    {
        LimitSetting limit = LimitSetting.All.Single(limit => limit.Name == name);

        Assert.Equal((limit.Least, limit.Most), (Parse(limit.Least), Parse(limit.Most)));
        Assert.Null(Parse(limit.Least - 1));
        Assert.Null(Parse(limit.Most + 1));

        long? Parse(long value) =>
            limit.TryParse(value.ToString(CultureInfo.InvariantCulture) + (limit.Unit == LimitUnit.Duration ? "s" : ""), out long read) ? read : null;
    }
}
