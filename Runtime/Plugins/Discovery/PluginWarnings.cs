using Reeve.Runtime.Plugins.Inspection;

namespace Reeve.Runtime.Plugins.Discovery;

/// <summary>Finds what does not keep a plugin from working and should be known.</summary>
internal static class PluginWarnings
{
    public static IEnumerable<FieldError> Of(string path, CompatibilityReport report)
    {
        if (report.MissingDeeper.Count > 0)
        {
            yield return new FieldError
            {
                Field = "assembly",
                Message = $"its libraries refer to others that are missing, which may never matter: {string.Join(", ", report.MissingDeeper.Take(5))}",
            };
        }

        if (!OperatingSystem.IsWindows() && (File.GetUnixFileMode(path) & UnixFileMode.OtherWrite) != 0)
        {
            yield return new FieldError
            {
                Field = path, Message = "everybody may write here, and so decide what the agent runs; take the right away (chmod o-w)",
            };
        }
    }
}
