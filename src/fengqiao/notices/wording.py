"""What messages say: a fixed list of kinds, a text for each way, placeholders from a fixed list. Pure.

Wording is code: two people change it by a reviewed change of this file. Nothing that leaves the house names a person,
an offence, a category, a place or a date of the case, nor the office by a telling name (THREATS T51, C2 upwards).
The one moment that leaves is the day and the hour of an appointment, without its purpose and its place (THREATS 3.2).
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from fengqiao.law.face import Text
from fengqiao.notices.ways import (
    CHANNELS,
    DINGTALK,
    EMAIL,
    FORBIDDEN,
    GUARDIAN,
    PAGE,
    PERSON,
    PLACEHOLDERS,
    SMS,
    STAFF,
    WECOM,
    BadWording,
    Kind,
    is_neutral,
    moment_told,
    parse,
    render,
)

__all__ = [
    "CHANNELS",
    "DINGTALK",
    "EMAIL",
    "FORBIDDEN",
    "GUARDIAN",
    "KINDS",
    "NEW_WORK",
    "PAGE",
    "PERSON",
    "PLACEHOLDERS",
    "SMS",
    "STAFF",
    "TITLE",
    "TO_PERSONS",
    "TO_STAFF",
    "WECOM",
    "WHO_IS_ASKED",
    "WHY",
    "BadWording",
    "Kind",
    "is_neutral",
    "kind_for_persons",
    "moment_told",
    "parse",
    "render",
]


def _told(zh: str, en: str) -> Mapping[str, Text]:
    """The same words on every way that reaches a person."""
    said = Text(f"{zh}详情请联系{{contact}}。", f"{en} For details contact {{contact}}.")
    return {SMS: said, EMAIL: said}


_RESULT = _told("您提交的申请已有结果。", "There is a result on what you asked for.")
_NEW = Text("您有一条新的工作消息，请登录业务系统查看。", "You have a new work message. Please sign in to read it.")
NEW_WORK: Final = Kind(
    key="new_work",
    title=Text("提醒登录查看", "Asked to sign in"),
    texts={SMS: _NEW, EMAIL: _NEW, WECOM: _NEW, DINGTALK: _NEW},
)
WHO_IS_ASKED: Final = Text("您的工作人员", "your case worker")
"""What `contact` says where the office has published no telephone."""
TITLE: Final = Text("服务提醒", "Reminder")
"""The subject line of an e-mail, the heading of a push."""

_PERSON_KINDS = (
    Kind(key="leave_granted", title=Text("外出申请已批准", "Leave granted"), texts=_RESULT),
    Kind(key="leave_refused", title=Text("外出申请未批准", "Leave refused"), texts=_RESULT),
    Kind(key="extension_granted", title=Text("延期申请已批准", "Extension granted"), texts=_RESULT),
    Kind(key="extension_refused", title=Text("延期申请未批准", "Extension refused"), texts=_RESULT),
    Kind(
        key="leave_overdue",
        title=Text("逾期未归，请立即联系", "Not back in time: make contact"),
        texts=_told("您有一项事务已超过约定时间，请立即联系我们。", "Something is past its time; please call at once."),
        urgent=True,
    ),
    Kind(
        key="reminder",
        title=Text("到期前提醒", "Reminder before a time limit"),
        courtesy=True,
        texts=_told("您有一项事务即将到期，请按时办理。", "Something is due soon; please see to it in time."),
    ),
    Kind(
        key="result",
        title=Text("事项已有结果", "A matter has its result"),
        texts=_told("您有一项事务已有结果。", "Something that concerns you has its result."),
    ),
    Kind(
        key="please_call",
        title=Text("请联系工作人员", "Asked to make contact"),
        texts=_told("您有一条新消息，请及时联系我们。", "You have a message; please make contact."),
    ),
    Kind(
        key="appointment",
        title=Text("已约定时间", "An appointment was made"),
        texts=_told("您有一项预约，时间为{when}，请准时参加。", "You have an appointment: {when}. Please be on time."),
    ),
    Kind(
        key="appointment_moved",
        title=Text("约定时间有变", "An appointment was moved"),
        texts=_told("您的预约时间已改为{when}，请准时参加。", "Your appointment is now: {when}. Please be on time."),
    ),
    Kind(
        key="appointment_off",
        title=Text("约定已取消", "An appointment was called off"),
        texts=_told("您{when}的预约已取消。", "Your appointment of {when} is off."),
    ),
    Kind(
        key="appointment_soon",
        title=Text("约定前一日提醒", "Reminder of an appointment"),
        courtesy=True,
        texts=_told(
            "提醒：您的预约时间为{when}，请准时参加。", "Reminder: your appointment is {when}. Please be on time."
        ),
    ),
)
_STAFF_KINDS = (
    Kind(
        key="decided",
        title=Text("经办事项已作出决定", "A matter you worked on was decided"),
        texts={PAGE: Text("{procedure}：{step}，{outcome}", "{procedure}: {step}, {outcome}")},
    ),
    Kind(
        key="undelivered",
        title=Text("消息未送达，须另行告知", "A message did not arrive: tell the person another way"),
        texts={PAGE: Text("{channel}“{procedure}”：{why}", "{channel}, {procedure}: {why}")},
        answer=True,
        loud=True,
    ),
    Kind(
        key="overdue",
        title=Text("上级提醒：有逾期事项", "A lead reminds you: something is overdue"),
        texts={
            PAGE: Text(
                "{colleague}提醒：{procedure}“{step}”有{count}件逾期，请尽快办理",
                "{colleague} reminds you: {procedure}, {step}: {count} overdue. Please see to it",
            )
        },
    ),
    Kind(
        key="place_changes",
        title=Text("行政区划调整已确认", "A change of places was confirmed"),
        texts={
            PAGE: Text(
                "{organ}的区划调整自{first}起生效，相关档案随同转移",
                "A change of {organ} takes effect on {first}; its files go along",
            )
        },
        loud=True,
    ),
    Kind(
        key="large_export",
        title=Text("导出人数较多，请知悉", "A large list was exported"),
        texts={PAGE: Text("{colleague}导出{count}人的名单", "{colleague} exported a list of {count} persons")},
    ),
    Kind(
        key="opening",
        title=Text("有人紧急查阅受限档案", "A restricted file was broken open"),
        texts={
            PAGE: Text(
                "{colleague}紧急查阅受限档案，时限{count}小时，须由他人复核",
                "{colleague} broke a restricted file open for {count} hours; somebody else reviews it",
            )
        },
        loud=True,
    ),
    Kind(
        key="opening_asked",
        title=Text("紧急查阅待您同意", "An emergency access waits for you"),
        texts={
            PAGE: Text(
                "{colleague}本月紧急查阅已达{count}次，再次查阅须经您同意",
                "{colleague} has broken files open {count} times this month; once more needs your consent",
            )
        },
        loud=True,
    ),
    Kind(
        key="opening_unreviewed",
        title=Text("紧急查阅逾期未复核", "An emergency access was not reviewed in time"),
        texts={
            PAGE: Text(
                "{colleague}的紧急查阅应于{last}前复核，至今未写复核意见",
                "{colleague}'s emergency access was to be reviewed by {last}; no review is written yet",
            )
        },
        loud=True,
    ),
    Kind(
        key="passkey_added",
        title=Text("您的账号新增了通行密钥", "A passkey was added to your account"),
        texts={
            PAGE: Text(
                "如非本人操作，请立即移除该密钥，并告知本单位管理员",
                "If it was not you, remove it at once and tell your administrator",
            )
        },
    ),
    Kind(
        key="passkey_removed",
        title=Text("您的账号移除了一个通行密钥", "A passkey was removed from your account"),
        texts={PAGE: Text("如非本人操作，请告知本单位管理员", "If it was not you, tell your administrator")},
    ),
    Kind(
        key="passkey_stopped",
        title=Text("您的一个通行密钥疑似被复制，已停用", "A passkey of yours looks copied and was stopped"),
        texts={
            PAGE: Text(
                "其使用计数出现倒退。请核对已登录的浏览器，并告知本单位管理员",
                "Its count of uses went backwards. Look at where you are signed in and tell your administrator",
            )
        },
    ),
    Kind(
        key="request_due",
        title=Text("本人信息请求即将到期，请答复", "A request about one's own data is due soon"),
        texts={PAGE: Text("应当在{last}前答复", "To be answered by {last}")},
        loud=True,
    ),
    Kind(
        key="sealing_proposed",
        title=Text("犯罪记录封存待您审批", "A record waits to be sealed"),
        texts={
            PAGE: Text(
                "{colleague}提出一份未成年人犯罪记录封存，请审批",
                "{colleague} proposed that a minor's record be sealed",
            )
        },
        loud=True,
    ),
    Kind(
        key="sealed_opened",
        title=Text("有人查询封存记录", "A sealed record was looked into"),
        texts={
            PAGE: Text(
                "{colleague}依法查询一份封存记录，已留痕", "{colleague} looked into a sealed record; it is on record"
            )
        },
        loud=True,
    ),
    Kind(
        key="identity_added",
        title=Text("您的账号绑定了统一身份认证", "Your account was bound to another sign-in"),
        texts={PAGE: Text("如非本人到场办理，请告知本单位负责人", "If you were not there in person, tell your head")},
    ),
    Kind(
        key="identity_removed",
        title=Text("您的账号解除了统一身份认证绑定", "Your account is no longer bound to another sign-in"),
        texts={PAGE: Text("此后请用密码或者通行密钥登录", "Sign in with the password or a passkey from now on")},
    ),
    Kind(
        key="avoidance",
        title=Text("有人申报回避，请另行安排", "A colleague keeps away from a file: arrange for another"),
        texts={PAGE: Text("{colleague}申报回避一名社区矫正对象", "{colleague} declared a relation to a person")},
    ),
    Kind(
        key="large_print",
        title=Text("批量打印文书较多，请知悉", "Many papers were printed at once"),
        texts={PAGE: Text("{colleague}一次打印{count}份文书", "{colleague} printed {count} papers at once")},
    ),
    Kind(
        key="exact_searches",
        title=Text("按完整证件号码查询次数异常，请核查", "Unusually many searches by whole ID numbers: look into it"),
        texts={PAGE: Text("{colleague}当日第{count}次查询，已拒绝", "{colleague}, number {count} of the day, refused")},
    ),
    Kind(
        key="canary_opened",
        title=Text("有人查阅了预设的警示档案，请立即核查", "A planted file was opened: look into it at once"),
        texts={PAGE: Text("{colleague}查阅了不存在的人员的档案", "{colleague} opened the file of nobody")},
        loud=True,
    ),
    Kind(
        key="canary_search",
        title=Text("有人查询了预设的警示号码，请立即核查", "A planted number was searched for: look into it at once"),
        texts={
            PAGE: Text(
                "{colleague}按该号码查询。此号码不属于任何社区矫正对象，仅出现于预设位置",
                "Searched by {colleague}. The number belongs to nobody and stands only where it was planted",
            )
        },
        urgent=True,
    ),
    Kind(
        key="letter_received",
        title=Text("收到公函", "A letter came"),
        texts={PAGE: Text("{organ}来函：{letter}", "{organ}: {letter}")},
    ),
    Kind(
        key="letter_overdue",
        title=Text("公函逾期未收到回执", "No receipt for a letter in time"),
        texts={PAGE: Text("致{organ}：{letter}，请核实、催问", "To {organ}: {letter}. Please look into it")},
    ),
    Kind(
        key="letter_unsent",
        title=Text("公函尚未发出", "A letter has not been sent"),
        texts={PAGE: Text("致{organ}：{letter}，待用印或者待发出", "To {organ}: {letter} waits to be sealed or sent")},
    ),
    Kind(
        key="handed_back",
        title=Text("代班结束，交回情况", "The cover has ended: what came and what was done"),
        texts={
            PAGE: Text(
                "{first}至{last}：收到消息{count}条，其中已处理{answered}条；代为办理{acts}项",
                "{first} to {last}: {count} notices came, {answered} of them dealt with; {acts} acts were done for you",
            )
        },
    ),
    Kind(
        key="clock_silent",
        title=Text("期限检查曾中断", "The check of time limits did not run"),
        texts={
            PAGE: Text(
                "{from}至{to}未运行，现已补行；其间到期事项请复核",
                "not run from {from} to {to}; made up for now. Please look at what fell due meanwhile",
            )
        },
        loud=True,
    ),
    Kind(
        key="clock_failed",
        title=Text("部分事项的期限未能处理", "The clock could not be run in some matters"),
        texts={PAGE: Text("{count}件，请联系系统管理员", "{count} matters; please call the administrator")},
        loud=True,
    ),
)
KINDS: Final[Mapping[str, Kind]] = {each.key: each for each in (*_PERSON_KINDS, *_STAFF_KINDS, NEW_WORK)}
TO_PERSONS: Final = frozenset(each.key for each in _PERSON_KINDS)
TO_STAFF: Final = frozenset(each.key for each in _STAFF_KINDS)


def kind_for_persons(kind: str) -> str:
    """The name of a wording for persons, as it came. Raises: KeyError."""
    if kind not in TO_PERSONS:
        raise KeyError(kind)
    return kind


WHY: Final = {
    "refused": Text("号码被拒收", "the number was refused"),
    "receipt": Text("回执显示未送达", "the receipt says that it did not arrive"),
    "unreachable": Text("多次发送未成功", "it could not be sent in several tries"),
    "stopped": Text("该号码已停用", "this number is switched off"),
    "no_number": Text("没有可用的手机号码", "no number is known"),
    "expired": Text("过期未发出", "it could not go in time"),
}
"""Why something did not arrive, by code."""
