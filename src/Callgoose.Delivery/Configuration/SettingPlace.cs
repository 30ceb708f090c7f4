namespace Callgoose.Delivery.Configuration;

/// <summary>Where the value of a setting is stored.</summary>
public enum SettingPlace
{
    /// <summary>In the configuration.</summary>
    Here,

    /// <summary>In an environment variable.</summary>
    Variable,

    /// <summary>In a file.</summary>
    File,
}
