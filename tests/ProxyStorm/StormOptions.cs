using System.Globalization;

namespace Reeve.ProxyStorm;

/// <summary>How long and how hard it blows.</summary>
internal sealed record StormOptions
{
    /// <summary>Random changes under load.</summary>
    public int Changes { get; private init; } = 300;

    /// <summary>How often the process is killed in the middle of random changes, and started again.</summary>
    public int Kills { get; private init; } = 10;

    /// <summary>Of the random changes; the same seed makes the same changes.</summary>
    public int Seed { get; private init; } = 1;

    /// <summary>Whether wrk, h2load and iperf3 add to the load, as far as they are there.</summary>
    public bool Tools { get; private init; }

    public static StormOptions? Parse(string[] arguments)
    {
        var options = new StormOptions();
        for (var i = 0; i < arguments.Length; i++)
        {
            if (arguments[i] == "--tools")
            {
                options = options with { Tools = true };
                continue;
            }

            if (i + 1 >= arguments.Length || !int.TryParse(arguments[i + 1], CultureInfo.InvariantCulture, out var number) || number < 0)
            {
                return null;
            }

            options = arguments[i++] switch
            {
                "--changes" => options with { Changes = number },
                "--kills" => options with { Kills = number },
                "--seed" => options with { Seed = number },
                _ => throw new ArgumentException($"There is no option {arguments[i - 1]}."),
            };
        }

        return options;
    }

    public static int Explain()
    {
        Console.Error.WriteLine("ProxyStorm run [--changes N] [--kills N] [--seed N] [--tools]");
        return 2;
    }
}
