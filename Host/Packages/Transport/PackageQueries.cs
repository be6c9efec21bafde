using System.Globalization;
using Microsoft.AspNetCore.Http;
using Reeve.Host.Packages.Wire;

namespace Reeve.Host.Packages.Transport;

/// <summary>Questions about packages as parameters of an address.</summary>
internal static class PackageQueries
{
    private const int MostAnswers = 1000;

    /// <summary>Reads them.</summary>
    /// <exception cref="ProviderException">One is wrong.</exception>
    public static PackageQuery Read(IQueryCollection parameters) => new()
    {
        Text = parameters["q"].ToString(),
        Source = parameters["source"].ToString() is { Length: > 0 } source ? source : null,
        Prerelease = parameters["prerelease"] == "true",
        Take = parameters["take"].ToString() is not { Length: > 0 } text ? new PackageQuery().Take
            : int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var take) && take is > 0 and <= MostAnswers ? take
            : throw PackageFailure.Invalid($"The parameter take is a number from 1 to {MostAnswers}.", "take"),
    };

    /// <summary>Writes them, with the question mark.</summary>
    public static string Write(PackageQuery query) => string.Create(
        CultureInfo.InvariantCulture,
        $"?q={Uri.EscapeDataString(query.Text)}&source={Uri.EscapeDataString(query.Source ?? "")}&prerelease={(query.Prerelease ? "true" : "false")}&take={query.Take}");
}
