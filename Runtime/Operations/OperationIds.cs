using System.Globalization;
using System.Security.Cryptography;

namespace Reeve.Runtime.Operations;

/// <summary>
/// Makes ids of operations. They sort in the order in which operations were begun, also where the clock was set back meanwhile. Not thread-safe.
/// </summary>
internal sealed class OperationIds(TimeProvider time)
{
    private const string TimeForm = "yyyyMMdd'-'HHmmssfff";
    private const int TimeLength = 18;

    private DateTimeOffset _last = DateTimeOffset.MinValue;

    /// <summary>Takes note of an operation of an earlier process: later ones come after it.</summary>
    public void Note(string id)
    {
        if (id.Length > TimeLength
            && DateTimeOffset.TryParseExact(id.AsSpan(0, TimeLength), TimeForm, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var at)
            && at > _last)
        {
            _last = at;
        }
    }

    /// <summary>A new id; its end keeps those of several agents apart.</summary>
    public string Next()
    {
        var now = time.GetUtcNow().ToUniversalTime();
        var earliest = _last == DateTimeOffset.MinValue ? _last : _last.AddMilliseconds(1);
        _last = now > earliest ? now : earliest;
        _last = _last.AddTicks(-(_last.Ticks % TimeSpan.TicksPerMillisecond)); // what is read back is what was written
        return string.Create(CultureInfo.InvariantCulture, $"{_last:yyyyMMdd'-'HHmmssfff}-{Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(3))}");
    }
}
