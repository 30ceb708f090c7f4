namespace Callgoose.Schema.Destinations;

/// <summary>Resolves the names in templates: fields of events, settings (<c>setting.url</c>) and texts (<c>text.headline</c>).</summary>
/// <param name="settings">The names of the settings, in order.</param>
internal sealed class TemplateNames(IReadOnlyList<string> settings)
{
    private const string SettingPrefix = "setting.";
    private const string TextPrefix = "text.";

    private readonly List<string> texts = [];

    /// <summary>Adds a text that later templates may refer to.</summary>
    public void AddText(string name) => texts.Add(name);

    /// <summary>Finds a value by its name in a template, or null.</summary>
    public ValueReference? Find(string name)
    {
        if (EventFields.TryFind(name, out EventField field))
        {
            return new ValueReference(ValueKind.Field, field, 0);
        }

        return Find(name, SettingPrefix, settings, ValueKind.Setting) ?? Find(name, TextPrefix, texts, ValueKind.Text);
    }

    /// <summary>Returns the most similar known name.</summary>
    public string Nearest(string name) =>
        NearestName.Of(name, [.. EventFields.Names, .. settings.Select(static s => SettingPrefix + s), .. texts.Select(static t => TextPrefix + t)]);

    private static ValueReference? Find(string name, string prefix, IReadOnlyList<string> names, ValueKind kind)
    {
        for (int i = 0; i < names.Count; i++)
        {
            if (name == prefix + names[i])
            {
                return new ValueReference(kind, default, i);
            }
        }

        return null;
    }
}
