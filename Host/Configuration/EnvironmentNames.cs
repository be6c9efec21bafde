using System.Text;

namespace Reeve.Host.Configuration;

/// <summary>Names of the environment variables that set something.</summary>
internal static class EnvironmentNames
{
    /// <summary>What all of them begin with.</summary>
    public const string Prefix = "REEVE_";

    /// <summary>The configuration file to read.</summary>
    public const string ConfigurationFile = "REEVE_CONFIG";

    /// <summary><c>containerLogs.maxSize</c> becomes <c>REEVE_CONTAINER_LOGS_MAX_SIZE</c>.</summary>
    public static string For(string key)
    {
        var name = new StringBuilder(Prefix);
        foreach (var letter in key)
        {
            if (char.IsAsciiLetterUpper(letter))
            {
                name.Append('_');
            }

            name.Append(char.IsAsciiLetterOrDigit(letter) ? char.ToUpperInvariant(letter) : '_');
        }

        return name.ToString();
    }
}
